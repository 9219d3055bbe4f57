import { ProblemCode, PROBLEMS } from '../../src/contract/problems';

/** A request that cannot be carried out, with what the problem document says beyond its code. */
export class Problem extends Error {
  constructor(readonly code: ProblemCode, readonly members: Record<string, unknown> = {}, options?: ErrorOptions) {
    super(code, options);
  }

  get status(): number {
    return PROBLEMS[this.code].status ?? 500;
  }
}
