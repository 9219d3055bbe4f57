import type { APIGatewayProxyResult } from 'aws-lambda';
import { COMMON_HEADERS, contentType, ResponseHeader } from '../../src/contract/headers';
import { PROBLEM_MEDIA_TYPE, problemDocument } from '../../src/contract/problems';
import { Problem } from '../note/problem';

/** What an operation answers. */
export interface Response {
  readonly status: number;
  readonly headers?: Partial<Record<ResponseHeader, string>>;
  readonly body?: Record<string, unknown>;
}

export function success({ status, headers = {}, body }: Response, requestId: string): APIGatewayProxyResult {
  return result(status, headers, requestId, body, 'application/json');
}

export function failure({ code, headers, members, status }: Problem, requestId: string): APIGatewayProxyResult {
  return result(status, headers, requestId, { ...problemDocument(code, requestId), ...members }, PROBLEM_MEDIA_TYPE);
}

function result(
  statusCode: number, headers: Partial<Record<ResponseHeader, string>>, requestId: string, body: object | undefined, mediaType: string,
): APIGatewayProxyResult {
  return {
    statusCode,
    headers: {
      ...COMMON_HEADERS,
      ...(body && { 'Content-Type': contentType(mediaType) }),
      'X-Request-Id': requestId,
      ...headers,
    },
    body: body ? JSON.stringify(body) : '',
  };
}
