import { setTimeout as delay } from 'node:timers/promises';
import { History } from './history';
import { HistoryKind } from './history-kinds';
import { Task } from './plan';
import { Traffic } from './traffic';
import { Answer, Call, Functions } from '../lambda/functions';
import { NoteRequest, Seen, seenIn } from '../lambda/note-register';

type Request = Exclude<NoteRequest, { kind: 'list' }>;

/** A client of a note, which remembers the last state that it saw. */
export class Client {
  private known: Seen | null;

  constructor(
    private readonly userId: string,
    private readonly id: string,
    private readonly kind: HistoryKind,
    private readonly environments: readonly Functions[],
    private readonly traffic: Traffic,
    private readonly history: History,
    initial: Seen | null,
  ) {
    this.known = initial;
  }

  /** `mark` is unique, so that a written value identifies its writer. */
  async perform(task: Task, mark: string): Promise<Answer> {
    const request = this.requestFor(task, mark);
    const exchange = this.traffic.expect(async (attempt) => {
      await delay(task.pauses[attempt] ?? 0);
      return task.steps[attempt] ?? 'pass';
    });
    const answer = await this.history.record(request, exchange, () =>
      this.environments[task.environment].call({ userId: this.userId, id: this.id, call: exchange.call, ...callOf(request) }));
    this.learn(answer);
    return answer;
  }

  private requestFor({ wanted, isConditional }: Task, mark: string): Request {
    if (wanted === 'read') {
      return { kind: 'get' };
    }
    if (this.known === null && this.kind.isRemade) {
      return { kind: 'create', note: { id: this.id, content: mark, title: null } };
    }
    const expected = isConditional && this.known ? this.known : undefined;
    switch (wanted) {
      case 'put': return { kind: 'put', note: { content: mark, title: null }, expected };
      case 'patch': return { kind: 'patch', note: { title: mark }, expected };
      case 'delete': return { kind: 'delete', expected };
      default: throw new Error(`no ${wanted} without a trash`);
    }
  }

  private learn({ status, json }: Answer): void {
    if (status === 204 || status === 404) {
      this.known = null;
    } else if (status !== 503) {
      this.known = seenIn(json.current ?? json);
    }
  }
}

const ifMatch = ({ expected }: { expected?: Seen }): Record<string, string> => (expected ? { 'If-Match': expected.etag! } : {});
const bodyOf = ({ content, title }: Seen) => ({ content, ...title !== null && { title } });

/** The call that makes a request. */
export function callOf(request: Request): Pick<Call, 'method' | 'headers' | 'body'> {
  switch (request.kind) {
    case 'get': return { method: 'GET' };
    case 'create': return { method: 'PUT', headers: { 'If-None-Match': '*' }, body: bodyOf(request.note) };
    case 'put': return { method: 'PUT', headers: ifMatch(request), body: bodyOf(request.note) };
    case 'patch': return { method: 'PATCH', headers: ifMatch(request), body: bodyOf(request.note) };
    case 'delete': return { method: 'DELETE', headers: ifMatch(request) };
  }
}
