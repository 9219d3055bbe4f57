import type { APIGatewayProxyEvent, APIGatewayProxyResult, Context } from 'aws-lambda';
import { corsHeaders } from './cors';
import { logFailure } from './failure-log';
import { headerOf } from './headers';
import { ownerOf } from './owner';
import { Request } from './request';
import { failure, Response, success } from './response';
import { Problem } from '../note/problem';
import { Notes } from '../store/notes';

/** Carries out a request on the notes of one owner. */
export type Operation = (request: Request, notes: Notes) => Promise<Response>;

/** The event of a schedule, a queue or another kind of API; null. */
export interface OtherEvent {
  readonly httpMethod?: unknown;
  readonly requestContext?: { readonly requestId?: unknown };
}

export type Event = APIGatewayProxyEvent | OtherEvent | null;

/**
 * A Lambda handler that checks access before the operation, and answers every failure with a problem document. It ignores any event but a
 * request to a REST API, so that a schedule can keep the function warm.
 */
export function handler(operation: Operation) {
  return async (event: Event, context: Context): Promise<APIGatewayProxyResult | undefined> => {
    if (!isRequest(event)) {
      return undefined;
    }
    const result = await answer(operation, event, context);
    return event.httpMethod === 'HEAD' ? { ...result, body: '' } : result;
  };
}

const isRequest = (event: Event): event is APIGatewayProxyEvent =>
  typeof event?.httpMethod === 'string' && typeof event.requestContext?.requestId === 'string';

async function answer(operation: Operation, event: APIGatewayProxyEvent, context: Context): Promise<APIGatewayProxyResult> {
  const { requestId } = event.requestContext;
  const headers = { 'X-Request-Id': requestId, ...corsHeaders(headerOf(event, 'origin')) };
  try {
    const userId = ownerOf(event);
    const notes = new Notes({ userId, remainingMillis: () => context.getRemainingTimeInMillis() });
    return success(await operation(new Request(event), notes), headers);
  } catch (error) {
    const problem = error instanceof Problem ? error : new Problem('internal', {}, { cause: error });
    if (problem.cause !== undefined || problem.status >= 500) {
      logFailure(problem, requestId);
    }
    return failure(problem, headers);
  }
}
