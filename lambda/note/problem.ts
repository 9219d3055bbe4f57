import { ResponseHeader } from '../../src/contract/headers';
import { ProblemCode, PROBLEMS } from '../../src/contract/problems';

type Headers = Partial<Record<ResponseHeader, string>>;

/** The failure of a request, with further members of its problem document. */
export class Problem extends Error {
  readonly headers: Headers;

  constructor(
    readonly code: ProblemCode,
    readonly members: Record<string, unknown> = {},
    { headers, ...options }: ErrorOptions & { headers?: Headers } = {},
  ) {
    super(code, options);
    this.headers = { ...PROBLEMS[code].headers, ...headers };
  }

  get status(): number {
    return PROBLEMS[this.code].status ?? 500;
  }
}
