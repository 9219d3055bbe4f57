import { ObservedRequest } from '../../local/observation/observed-request';
import { requestLine } from '../../local/request-line';

const REQUEST: ObservedRequest = {
  requestId: '1',
  time: 0,
  milliseconds: 12.4,
  stackName: 'Shop',
  apiId: 'Api',
  stage: 'prod',
  method: 'GET',
  path: '/orders/a%2Fb',
  query: 'token=secret',
  functionId: 'GetOrder',
  status: 200,
  decisions: [],
  log: [],
  request: { headers: [['Authorization', 'secret']], body: 'secret' },
  response: { headers: [['Set-Cookie', 'secret']], body: 'secret' },
};

test('a line has method, path, status, duration and function, and nothing secret', () => {
  expect(requestLine(REQUEST)).toBe('GET /orders/a%2Fb 200 12 ms GetOrder');
});

test('a request that no function answered has no function', () => {
  expect(requestLine({ ...REQUEST, functionId: undefined, status: 403 })).toBe('GET /orders/a%2Fb 403 12 ms');
});

test('a path that would control the terminal is encoded', () => {
  expect(requestLine({ ...REQUEST, path: '/\u009b31m/é' })).toBe('GET /%C2%9B31m/%C3%A9 200 12 ms GetOrder');
});
