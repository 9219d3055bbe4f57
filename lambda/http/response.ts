import type { APIGatewayProxyResult } from 'aws-lambda';
import { COMMON_HEADERS, contentType, ResponseHeader } from '../../src/contract/headers';
import { PROBLEM_MEDIA_TYPE, problemDocument } from '../../src/contract/problems';
import { Problem } from '../note/problem';

/** The response of an operation. */
export interface Response {
  readonly status: number;
  readonly headers?: Partial<Record<ResponseHeader, string>>;
  readonly body?: Record<string, unknown>;
}

/** The headers of every response to a request, successful or not. */
export interface RequestAnswerHeaders extends Readonly<Record<string, string>> {
  readonly 'X-Request-Id': string;
}

export function success({ status, headers, body }: Response, always: RequestAnswerHeaders): APIGatewayProxyResult {
  return result(status, { ...always, ...headers }, body, 'application/json');
}

export function failure({ code, headers, members, status }: Problem, always: RequestAnswerHeaders): APIGatewayProxyResult {
  return result(status, { ...always, ...headers }, { ...problemDocument(code, always['X-Request-Id']), ...members }, PROBLEM_MEDIA_TYPE);
}

function result(statusCode: number, headers: Record<string, string>, body: object | undefined, mediaType: string): APIGatewayProxyResult {
  return {
    statusCode,
    headers: {
      ...COMMON_HEADERS,
      ...(body && { 'Content-Type': contentType(mediaType) }),
      ...headers,
    },
    body: body ? JSON.stringify(body) : '',
  };
}
