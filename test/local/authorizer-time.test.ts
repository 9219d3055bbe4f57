import { beginExchange } from '../../local/api-gateway/exchange';
import { HeaderList } from '../../local/api-gateway/http';
import { LambdaAuthorizer } from '../../local/api-gateway/lambda-authorizer';
import { InvokeResponse } from '../../local/lambda/execution-environment';
import { LambdaService } from '../../local/lambda/lambda-service';

const POLICY = { Statement: { Effect: 'Allow', Action: '*', Resource: '*' } };
const LETS_IN: InvokeResponse = { payload: JSON.stringify({ principalId: 'visitor', policyDocument: POLICY }) };
const METHOD = { HttpMethod: 'GET', ResourceId: '1', RestApiId: '1' };

beforeEach(() => { jest.useFakeTimers(); });
afterEach(() => { jest.useRealTimers(); });

/** Asks an authorizer for one token, again and again. */
function ask(ttl: number, invoke: () => Promise<InvokeResponse>): () => Promise<unknown> {
  const lambda = { permissions: { allow: () => true }, find: () => ({ invoke }) } as unknown as LambdaService;
  const properties = {
    RestApiId: '1',
    Type: 'TOKEN',
    IdentitySource: 'method.request.header.Authorization',
    AuthorizerResultTtlInSeconds: ttl,
  };
  const authorizer = new LambdaAuthorizer(properties, { lambda, arn: 'arn', onUndecided: () => undefined });
  const paths = { path: '/', routePath: '/', contextPath: '/prod/x', eventPath: '/' };
  const request = {
    method: 'GET',
    ...paths,
    query: '',
    headers: new HeaderList(['Authorization', 'x']),
    sourceIp: '127.0.0.1',
    port: 80,
    body: Buffer.of(),
  };
  const api = { accountId: '123456789012', apiId: '1', region: 'us-east-1', deploymentId: 'd', stage: 'prod', stageVariables: null };
  return async () => authorizer.authorize(METHOD, beginExchange(request, api));
}

test('an authorizer that takes too long has failed', async () => {
  const refused = expect(ask(0, async () => new Promise(() => undefined))()).rejects.toMatchObject({
    responseType: 'AUTHORIZER_FAILURE',
    message: 'the authorizer took too long',
  });
  await jest.advanceTimersByTimeAsync(29_000);
  await refused;
});

test('an authorizer may take as long as API Gateway waits', async () => {
  const answered = ask(0, async () => new Promise((resolve) => setTimeout(resolve, 28_000, LETS_IN)))();
  await jest.advanceTimersByTimeAsync(28_000);
  await answered;
});

test('what an authorizer says is kept as long as it holds, and no longer', async () => {
  const invoke = jest.fn(async () => LETS_IN);
  const again = ask(60, invoke);
  await again();
  await jest.advanceTimersByTimeAsync(59_000);
  await again();
  expect([invoke.mock.calls.length, jest.getTimerCount()]).toEqual([1, 1]);
  await jest.advanceTimersByTimeAsync(1_000);
  expect(jest.getTimerCount()).toBe(0);
  await again();
  expect(invoke).toHaveBeenCalledTimes(2);
});

test('nothing is kept of what an authorizer says for this time alone', async () => {
  const invoke = jest.fn(async () => LETS_IN);
  const again = ask(0, invoke);
  await again();
  await again();
  expect([invoke.mock.calls.length, jest.getTimerCount()]).toEqual([2, 0]);
});
