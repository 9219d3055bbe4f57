import type { APIGatewayProxyEvent, APIGatewayProxyResult, Context } from 'aws-lambda';
import { corsHeaders } from './cors';
import { logFailure } from './failure-log';
import { headerOf } from './headers';
import { ownerOf } from './owner';
import { Request } from './request';
import { failure, RequestAnswerHeaders, Response, success } from './response';
import { Problem } from '../note/problem';
import { Notes } from '../store/notes';
import { rehearsedNotes } from '../store/rehearsed-notes';

/** Carries out a request on the notes of one owner. */
export type Operation = (request: Request, notes: Notes) => Promise<Response>;

/** The event of a schedule, a queue or another kind of API; null. */
export interface OtherEvent {
  readonly httpMethod?: unknown;
  readonly requestContext?: { readonly requestId?: unknown };
}

export type Event = APIGatewayProxyEvent | OtherEvent | null;

export interface Handler {
  (event: Event, context: Context): Promise<APIGatewayProxyResult | undefined>;
  /** Carries out a request on notes that are not in the table. Rejects on a failure, and logs nothing. */
  readonly rehearse: (event: APIGatewayProxyEvent) => Promise<APIGatewayProxyResult>;
}

/**
 * A Lambda handler that checks access before the operation, and answers every failure with a problem document. It ignores any event but a
 * request to a REST API, so that a schedule can keep the function warm.
 */
export function handler(operation: Operation): Handler {
  const handle = async (event: Event, context: Context): Promise<APIGatewayProxyResult | undefined> => {
    if (!isRequest(event)) {
      return undefined;
    }
    const result = await answer(operation, event, context);
    return event.httpMethod === 'HEAD' ? { ...result, body: '' } : result;
  };
  return Object.assign(handle, { rehearse: (event: APIGatewayProxyEvent) => carryOut(operation, event, rehearsedNotes) });
}

const isRequest = (event: Event): event is APIGatewayProxyEvent =>
  typeof event?.httpMethod === 'string' && typeof event.requestContext?.requestId === 'string';

async function answer(operation: Operation, event: APIGatewayProxyEvent, context: Context): Promise<APIGatewayProxyResult> {
  try {
    return await carryOut(operation, event, (userId) => new Notes({ userId, remainingMillis: () => context.getRemainingTimeInMillis() }));
  } catch (error) {
    const problem = error instanceof Problem ? error : new Problem('internal', {}, { cause: error });
    if (problem.cause !== undefined || problem.status >= 500) {
      logFailure(problem, event.requestContext.requestId);
    }
    return failure(problem, headersOf(event));
  }
}

/** @throws Problem when the caller has no access; what the operation throws */
async function carryOut(
  operation: Operation, event: APIGatewayProxyEvent, notesOf: (userId: string) => Notes,
): Promise<APIGatewayProxyResult> {
  const notes = notesOf(ownerOf(event));
  return success(await operation(new Request(event), notes), headersOf(event));
}

const headersOf = (event: APIGatewayProxyEvent): RequestAnswerHeaders =>
  ({ 'X-Request-Id': event.requestContext.requestId, ...corsHeaders(headerOf(event, 'origin')) });
