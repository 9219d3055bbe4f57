import { Attempts, Verdict } from './history';
import { appliedWithTrash, expiry, Trashed, TrashRequest } from './trash-register';
import { Answer } from '../lambda/functions';
import { isLinearizable, Operation } from '../lambda/linearizability';

/** Requests about one note of an API with a trash, in the order in which they came and were answered. */
export class TrashHistory {
  private readonly operations: Operation<Trashed>[];
  private clock = 0;

  constructor(private readonly initial: Trashed) {
    this.operations = [{ description: 'expiry', invoked: 0, answered: Infinity, isUnknown: true, apply: expiry }];
  }

  /** Sends a request and records its answer. */
  async record(request: TrashRequest, { inputs }: Attempts, make: () => Promise<Answer>): Promise<Answer> {
    const invoked = ++this.clock;
    const answer = await make();
    const { status, json, attempts } = answer;
    this.operations.push({
      description: JSON.stringify({ ...request, status, attempts, json, inputs }),
      invoked,
      answered: ++this.clock,
      isUnknown: status === 503,
      apply: appliedWithTrash(request, { status, json, isRetried: attempts > 1 }),
    });
    return answer;
  }

  /** The note that is stored in the end. */
  finally(stored: Omit<Trashed, 'mayExpire'>): void {
    this.operations.push({
      description: JSON.stringify({ finally: stored }),
      invoked: ++this.clock,
      answered: ++this.clock,
      isUnknown: false,
      apply: (state) => isSame(state, stored) ? state : undefined,
    });
  }

  /** No attempt may be carried out twice or late: with a trash, every write is fenced. */
  get verdict(): Verdict {
    return isLinearizable(this.operations, this.initial) ? 'explained' : 'violation';
  }

  toString(): string {
    return [
      `at first ${JSON.stringify(this.initial)}`,
      ...this.operations.map(({ invoked, answered, description }) => `${invoked}-${answered} ${description}`),
    ].join('\n');
  }
}

/** The known contents, and their places; an expired note may still be stored. */
function isSame(state: Trashed, stored: Omit<Trashed, 'mayExpire'>): boolean {
  const { note, trash, mayExpire } = state;
  const agree = (known: Trashed['note'], is: Trashed['note']) =>
    known === null || is === null ? known === is : known.content === is.content && (known.title ?? null) === is.title
      && (known.etag === undefined || known.etag === is.etag);
  return agree(note, stored.note) && (agree(trash, stored.trash) || mayExpire || note === null && trash === null && stored.trash === null);
}
