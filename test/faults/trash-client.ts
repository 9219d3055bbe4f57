import { setTimeout as delay } from 'node:timers/promises';
import { callOf } from './client';
import { Task } from './plan';
import { Traffic } from './traffic';
import { TrashHistory } from './trash-history';
import { Trashed, TrashRequest } from './trash-register';
import { Answer, Call, Functions } from '../lambda/functions';
import { Seen, seenIn } from '../lambda/note-register';

/** A client of an API with a trash, which remembers the last state of the note and of the trash that it saw. */
export class TrashClient {
  private known: Seen | null;
  private trash: Seen | null;

  constructor(
    private readonly userId: string,
    private readonly environments: readonly Functions[],
    private readonly traffic: Traffic,
    private readonly history: TrashHistory,
    { note, trash }: Trashed,
  ) {
    this.known = note;
    this.trash = trash;
  }

  /** `mark` is unique, so that a written value identifies its writer. */
  async perform(task: Task, mark: string): Promise<Answer> {
    const request = this.requestFor(task, mark);
    const exchange = this.traffic.expect(async (attempt) => {
      await delay(task.pauses[attempt] ?? 0);
      return task.steps[attempt] ?? 'pass';
    });
    const answer = await this.history.record(request, exchange, () => this.environments[task.environment].call({
      userId: this.userId, id: 'note', call: exchange.call, ...callWithTrash(request),
    }));
    this.learn(answer);
    return answer;
  }

  private requestFor({ wanted, isConditional }: Task, mark: string): TrashRequest {
    const expected = (seen: Seen | null) => isConditional && seen ? seen : undefined;
    switch (wanted) {
      case 'read': return { kind: 'get' };
      case 'restore': return { kind: 'restore', expected: expected(this.trash) };
      case 'delete for good': return { kind: 'delete for good', expected: expected(this.known ?? this.trash) };
      default:
        return this.known === null
          ? { kind: 'create', note: { id: 'note', content: mark, title: null } }
          : {
            put: { kind: 'put' as const, note: { content: mark, title: null }, expected: expected(this.known) },
            patch: { kind: 'patch' as const, note: { title: mark }, expected: expected(this.known) },
            delete: { kind: 'delete' as const, expected: expected(this.known) },
          }[wanted];
    }
  }

  private learn({ status, json }: Answer): void {
    if (status === 204 || status === 404) {
      this.known = null;
    } else if (json.current?.deletedAt) {
      this.trash = seenIn(json.current);
    } else if (status !== 503) {
      this.known = seenIn(json.current ?? json);
    }
  }
}

const ifMatch = ({ expected }: { expected?: Seen }): Record<string, string> => (expected ? { 'If-Match': expected.etag! } : {});

function callWithTrash(request: TrashRequest): Pick<Call, 'method' | 'headers' | 'body' | 'query' | 'restores'> {
  switch (request.kind) {
    case 'restore': return { method: 'POST', restores: true, headers: ifMatch(request) };
    case 'delete for good': return { method: 'DELETE', query: { permanent: 'true' }, headers: ifMatch(request) };
    default: return callOf(request);
  }
}
