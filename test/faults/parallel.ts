/** Works on all tasks, with this many at once. */
export async function inParallel<Task>(atOnce: number, tasks: Iterable<Task>, work: (task: Task) => Promise<void>): Promise<void> {
  const left = tasks[Symbol.iterator]();
  await Promise.all(Array.from({ length: atOnce }, async () => {
    for (let next = left.next(); !next.done; next = left.next()) {
      await work(next.value);
    }
  }));
}
