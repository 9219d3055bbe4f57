/** One request of a client about an object with a state. */
export interface Operation<State> {
  readonly description: string;
  /** The positions of its request and its answer in the order of all such events. */
  readonly invoked: number;
  readonly answered: number;
  /** Whether its outcome is unknown: then it may have taken effect at any time since, or never. */
  readonly isUnknown: boolean;
  /** The state after it; undefined if this state does not give this answer. */
  readonly apply: (state: State) => State | undefined;
}

/**
 * Whether some order of the operations explains all answers. An operation that was answered before another one was requested must come
 * first.
 *
 * @see J. M. Wing and C. Gong, Testing and Verifying Concurrent Objects, 1993
 */
export function isLinearizable<State>(history: readonly Operation<State>[], initial: State): boolean {
  const failed = new Set<string>();
  const search = (pending: readonly number[], state: State): boolean => {
    const answered = pending.filter((index) => !history[index].isUnknown);
    if (answered.length === 0) {
      return true;
    }
    const written = JSON.stringify(state);
    const key = `${pending.join()} ${written}`;
    if (failed.has(key)) {
      return false;
    }
    const firstAnswer = Math.min(...answered.map((index) => history[index].answered));
    const isExplained = pending.filter((index) => history[index].invoked < firstAnswer).some((index) => {
      const { apply, isUnknown } = history[index];
      const next = apply(state);
      // An operation with an unknown outcome need not have taken effect, so it explains nothing without an effect.
      const explains = next !== undefined && !(isUnknown && JSON.stringify(next) === written);
      return explains && search(pending.filter((other) => other !== index), next);
    });
    failed.add(key);
    return isExplained;
  };
  return search(history.map((_, index) => index), initial);
}
