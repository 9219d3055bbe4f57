import type { APIGatewayProxyEvent, APIGatewayProxyResult, Context } from 'aws-lambda';
import { logFailure } from './failure-log';
import { Request } from './request';
import { failure, Response, success } from './response';
import { Unavailable } from '../dynamodb/unavailable';
import { Problem } from '../note/problem';

/** A Lambda handler that always answers: whatever goes wrong is a problem document. */
export function handler(operation: (request: Request) => Promise<Response>) {
  return async (event: APIGatewayProxyEvent, context: Context): Promise<APIGatewayProxyResult> => {
    const { requestId } = event.requestContext;
    try {
      return success(await operation(new Request(event, context)), requestId);
    } catch (error) {
      const problem = asProblem(error);
      if (problem.cause !== undefined || problem.status >= 500) {
        logFailure(problem, requestId);
      }
      return failure(problem, requestId);
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
