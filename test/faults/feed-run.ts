import { FeedClient, Send, sorted } from './feed-client';
import { FeedPlan, FeedTask } from './feed-plan';
import { Traffic } from './traffic';
import { Step } from '../lambda/fault-proxy';
import { Functions } from '../lambda/functions';

/** The faults of the attempts of each request of a client. */
type Faults = readonly (readonly Step[])[];

const PASS: readonly Step[] = ['pass'];

/** Ten writers of one user's notes, and two clients that keep a copy of them. */
export class FeedRun {
  readonly clients: readonly FeedClient[];
  readonly statuses: Record<number, number> = {};
  /** The faults of each client's next request. */
  private readonly next: { functions: Functions; faults: Faults }[];
  private started: boolean[];

  constructor(
    private readonly userId: string,
    private readonly plan: FeedPlan,
    private readonly environments: readonly Functions[],
    private readonly traffic: Traffic,
  ) {
    this.next = plan.clients.map(() => ({ functions: environments[0], faults: [] }));
    this.started = plan.clients.map(() => false);
    this.clients = plan.clients.map(({ limit }, index) => new FeedClient(this.sender(index), limit));
  }

  /** The events of a tick, in any order and at once. */
  at(tick: number): (() => Promise<unknown>)[] {
    return [
      ...this.plan.tasks.filter((task) => task.tick === tick).map((task) => () => this.write(task)),
      ...this.plan.clients.flatMap(({ polls }, index) => polls.filter((poll) => poll.tick === tick)
        // One client polls once at a time.
        .slice(0, 1).map(({ environment, steps }) => () => this.poll(index, this.environments[environment], steps))),
    ];
  }

  /** The last poll of each client, which meets no fault. */
  end(): (() => Promise<unknown>)[] {
    const finish = async (index: number) => {
      while (!await this.poll(index, this.environments[index], [])) {}
    };
    return this.clients.map((_, index) => async () => {
      // The first one may only end a pass that began before.
      await finish(index);
      await finish(index);
    });
  }

  /** The notes in the list. */
  async listed(functions: Functions): Promise<Record<string, string>> {
    const notes: [string, string][] = [];
    let query: Record<string, string> | undefined = { limit: '100' };
    while (query) {
      const { json } = await functions.call({ method: 'GET', userId: this.userId, query });
      notes.push(...json.notes.map(({ id, etag }: { id: string; etag: string }) => [id, etag]));
      query = json.nextCursor && { limit: '100', cursor: json.nextCursor };
    }
    return sorted(notes);
  }

  private async write({ wanted: { isCreation, ...wanted }, id, environment, steps }: FeedTask): Promise<void> {
    const { call } = this.traffic.expect((attempt) => steps[attempt % steps.length]);
    const { status } = await this.environments[environment].call({ userId: this.userId, ...wanted, ...!isCreation && { id }, call });
    this.statuses[status] = (this.statuses[status] ?? 0) + 1;
  }

  /** The second client begins with a list, the first one with all changes. */
  private async poll(index: number, functions: Functions, faults: Faults): Promise<boolean> {
    this.next[index] = { functions, faults };
    const isFirst = !this.started[index];
    this.started[index] = true;
    if (isFirst && index > 0) {
      await this.clients[index].list();
    }
    return this.clients[index].poll();
  }

  private sender(index: number): Send {
    let requests = 0;
    return (asked) => {
      const { faults, functions } = this.next[index];
      // A request that is sent again meets other faults: without retries left, the same faults would make it fail forever.
      const [steps, round] = faults.length > 0 ? [faults[requests % faults.length], Math.floor(requests / faults.length)] : [PASS, 0];
      requests++;
      const { call } = this.traffic.expect((attempt) => steps[(round + attempt) % steps.length]);
      return functions.call({ userId: this.userId, ...asked, call });
    };
  }
}
