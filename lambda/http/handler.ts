import type { APIGatewayProxyEvent, APIGatewayProxyResult, Context } from 'aws-lambda';
import { corsHeaders } from './cors';
import { logFailure } from './failure-log';
import { Request } from './request';
import { failure, Response, success } from './response';
import { Unavailable } from '../dynamodb/unavailable';
import { Problem } from '../note/problem';

/** A Lambda handler that always answers: whatever goes wrong is a problem document. */
export function handler(operation: (request: Request) => Promise<Response>) {
  return async (event: APIGatewayProxyEvent, context: Context): Promise<APIGatewayProxyResult> => {
    const { requestId } = event.requestContext;
    const request = new Request(event, context);
    const headers = { 'X-Request-Id': requestId, ...corsHeaders(request.header('origin')) };
    try {
      return success(await operation(request), headers);
    } catch (error) {
      const problem = asProblem(error);
      if (problem.cause !== undefined || problem.status >= 500) {
        logFailure(problem, requestId);
      }
      return failure(problem, headers);
    }
  };
}

function asProblem(error: unknown): Problem {
  if (error instanceof Problem) {
    return error;
  }
  if (error instanceof Unavailable) {
    return new Problem('temporarily-unavailable', {}, { cause: error.cause });
  }
  return new Problem('internal', {}, { cause: error });
}
