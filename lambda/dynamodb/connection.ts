import { HttpRequest, HttpResponse } from '@smithy/core/protocols';
import { exchange } from './exchange';
import { Retries } from './retries';

/** The connection that requests are sent over, and the retries that it allows. */
export interface Connection {
  readonly exchange: (request: HttpRequest, passed: Promise<never>) => Promise<HttpResponse>;
  readonly retries: Retries;
}

export const DYNAMODB: Connection = { exchange, retries: new Retries() };

/** A connection that sends nothing: every request gets the same answer, and is never retried. */
export const canned = (answer: object): Connection => ({
  // Without headers there is no date that could correct the clock.
  exchange: async () => new HttpResponse({ statusCode: 200, headers: {}, body: Buffer.from(JSON.stringify(answer)) }),
  retries: new Retries(1),
});
