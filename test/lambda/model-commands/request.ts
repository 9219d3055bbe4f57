import fc from 'fast-check';
import { Answer, Call } from '../functions';
import { Model, Real } from '../model';

/** The body of a request that creates or replaces a note. */
export interface Body { readonly content: string; readonly title?: string; readonly createdAt?: string }

/** A request to the functions, and the prediction of the model. */
export abstract class Request implements fc.AsyncCommand<Model, Real> {
  protected abstract readonly kind: string;

  constructor(protected readonly given: { readonly user: number; readonly target: number; readonly pick: number }) {}

  check(): boolean {
    return true;
  }

  async run(model: Model, real: Real): Promise<void> {
    await this.ask(model, model.users[this.given.user % model.users.length], async (request) => {
      const answer = await real.call(request);
      model.count(this.kind, answer.headers['Idempotent-Replayed'] ? 'replayed' : answer.status);
      return answer;
    });
  }

  toString(): string {
    return `${this.kind} ${JSON.stringify({ ...this, kind: undefined })}`;
  }

  /** An id that mostly belongs to a note; otherwise it did once, or never will. */
  protected id(model: Model, userId: string): string {
    const { target, pick } = this.given;
    const own = [...model.notes.get(userId)!.keys()];
    const others = ['foreign-row', 'foreign-content', 'chosen-1', 'chosen-2', 'no-note', 'with~tilde', 'a b'];
    return oneOf([others, model.ids, own, own][target % 4], pick) ?? 'no-note';
  }

  protected abstract ask(model: Model, userId: string, call: (request: Call) => Promise<Answer>): Promise<void>;
}

/** The headers with these preconditions. */
export const headersOf = (ifMatch: string | undefined, ifNoneMatch: string | undefined): Record<string, string> => ({
  ...ifMatch !== undefined && { 'If-Match': ifMatch },
  ...ifNoneMatch !== undefined && { 'If-None-Match': ifNoneMatch },
});

export const oneOf = <Value>(values: readonly Value[], pick: number): Value | undefined => values[pick % values.length];
