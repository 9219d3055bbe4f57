import { Answer } from '../http';

const TITLES: Record<number, string> = {
  400: 'bad request',
  401: 'unauthorized',
  403: 'forbidden',
  404: 'not found',
  409: 'conflict',
  410: 'gone',
  412: 'precondition failed',
  413: 'content too large',
  415: 'unsupported media type',
  422: 'unprocessable content',
  428: 'precondition required',
  429: 'too many requests',
  500: 'internal server error',
  501: 'not implemented',
  503: 'service unavailable',
};

/** Expects the contract's problem document of this code, with the given members; for HEAD only its headers. */
export function expectProblem(answer: Answer, status: number, code: string, members: object = {}): void {
  expect({ status: answer.status, type: answer.headers['content-type'] }).toEqual({
    status,
    type: 'application/problem+json; charset=utf-8',
  });
  if (answer.method === 'HEAD') {
    expect(answer.text).toBe('');
    return;
  }
  expect(answer.json).toMatchObject({
    type: `urn:notes-api:problem:${code}`,
    title: TITLES[status],
    status,
    code,
    detail: expect.any(String),
    requestId: answer.headers['x-request-id'],
    ...members,
  });
}

/** Expects API Gateway's own refusal, whose status is only in its status line; for HEAD only its headers. */
export function expectRefusal(answer: Answer, expected: number): void {
  const { headers, status } = answer;
  expect({ status, type: headers['content-type'] }).toEqual({ status: expected, type: 'application/problem+json; charset=utf-8' });
  if (answer.method === 'HEAD') {
    expect(answer.text).toBe('');
    return;
  }
  expect(answer.json).toEqual({
    type: 'urn:notes-api:problem:refused',
    title: 'request refused',
    detail: expect.any(String),
    code: 'refused',
    requestId: headers['x-request-id'],
  });
}
