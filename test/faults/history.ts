import { Answer } from '../lambda/functions';
import { isLinearizable, Operation } from '../lambda/linearizability';
import { applied, NoteRequest, oneOfSeveral, Register, registerOf, Seen } from '../lambda/note-register';

/** The attempts of a request, as far as a proxy sees them. */
export interface Attempts {
  readonly inputs: readonly Record<string, unknown>[];
}

/** The attempts of a request that meets no fault. */
export const UNSEEN: Attempts = { inputs: [] };

/** A request that took several attempts, and the date that they write. */
interface Attempted {
  readonly request: NoteRequest;
  readonly stamp: string | undefined;
  readonly made: number;
}

/** The degree to which the answers of a history are explained. */
export type Verdict = 'explained' | 'late creation' | 'late write' | 'violation';

/** Requests about one note, in the order in which they came and were answered. */
export class History {
  private readonly operations: Operation<Register>[] = [];
  /** The requests with several attempts, each of which may be carried out if nothing fences it. */
  private readonly attempted = new Map<Operation<Register>, Attempted>();
  private clock = 0;

  constructor(private readonly initial: Seen | null) {}

  /** Sends a request and records its answer. */
  async record(request: NoteRequest, attempts: Attempts, make: () => Promise<Answer>): Promise<Answer> {
    const invoked = ++this.clock;
    const answer = await make();
    const { status, json, attempts: made } = answer;
    const stamp = stampOf(attempts);
    const operation = {
      description: JSON.stringify({ ...request, status, attempts: made, stamp, json }),
      invoked,
      answered: ++this.clock,
      isUnknown: status === 503,
      apply: applied(request, { status, json, isRetried: made > 1, stamp }),
    };
    this.operations.push(operation);
    // A request that was refused had no attempt that may be carried out.
    if (made > 1 && (status < 300 || status === 503) && !(request.kind === 'create' && request.hasKey)) {
      this.attempted.set(operation, { request, stamp, made });
    }
    return answer;
  }

  /** The note that is stored in the end. */
  finally(note: Seen | null): void {
    const answer = note ? { status: 200, json: { ...note, title: note.title ?? undefined } } : { status: 404, json: undefined };
    this.operations.push({
      description: JSON.stringify({ finally: note }),
      invoked: ++this.clock,
      answered: ++this.clock,
      isUnknown: false,
      apply: applied({ kind: 'get' }, answer),
    });
  }

  get verdict(): Verdict {
    return this.isExplained(() => false)
      ? 'explained'
      : this.isExplained(({ kind }) => kind === 'create')
        ? 'late creation'
        : this.isExplained(() => true) ? 'late write' : 'violation';
  }

  /** Whether an order of the operations explains their answers, where some may be carried out several times. */
  private isExplained(mayRepeat: (request: NoteRequest) => boolean): boolean {
    const operations = this.operations.flatMap((operation, index) => {
      const attempted = this.attempted.get(operation);
      if (!attempted || !mayRepeat(attempted.request)) {
        return [operation];
      }
      const { request, stamp, made } = attempted;
      const unknown = applied(request, { status: 503, json: undefined, stamp });
      const further = { ...operation, answered: Infinity, isUnknown: true, apply: unknown };
      return [operation, ...Array.from({ length: made - 1 }, () => further)]
        .map((one) => ({ ...one, apply: oneOfSeveral(`${index}`, stamp, one.apply) }));
    });
    return isLinearizable(operations, registerOf(this.initial));
  }

  toString(): string {
    return [
      `at first ${JSON.stringify(this.initial)}`,
      ...this.operations.map(({ invoked, answered, description }) => `${invoked}-${answered} ${description}`),
    ].join('\n');
  }
}

/** The time that attempts write: the latest that they name. */
function stampOf({ inputs }: Attempts): string | undefined {
  return JSON.stringify(inputs).match(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z/g)?.sort().at(-1);
}
