import { Answer } from '../lambda/functions';
import { isLinearizable, Operation } from '../lambda/linearizability';
import { applied, NoteRequest, Register, registerOf, repeated, Seen } from '../lambda/note-register';

/** The attempts of a request, as far as a proxy sees them. */
export interface Attempts {
  readonly inputs: readonly Record<string, unknown>[];
}

/** Of a request that meets no fault. */
export const UNSEEN: Attempts = { inputs: [] };

/** How well the answers of a history are explained. */
export type Verdict = 'explained' | 'late creation' | 'late write' | 'violation';

/** Requests about one note, in the order in which they came and were answered. */
export class History {
  private readonly operations: Operation<Register>[] = [];
  private readonly lateCreations: Operation<Register>[] = [];
  private readonly lateWrites: Operation<Register>[] = [];
  private clock = 0;

  constructor(private readonly initial: Seen | null) {}

  /** Has a request made and notes its answer. */
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
    const repeats = request.kind === 'create' ? this.lateCreations : this.lateWrites;
    repeats.push(...Array.from({ length: made - 1 }, () =>
      ({ ...operation, answered: Infinity, isUnknown: true, apply: repeated(request, stamp) })));
    return answer;
  }

  /** What is stored after all of it. */
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
    const explainedBy = (...others: Operation<Register>[]) => isLinearizable([...this.operations, ...others], registerOf(this.initial));
    return explainedBy()
      ? 'explained'
      : explainedBy(...this.lateCreations)
        ? 'late creation'
        : explainedBy(...this.lateWrites, ...this.lateCreations) ? 'late write' : 'violation';
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
