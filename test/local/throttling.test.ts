import { MethodSetting, Throttling } from '../../local/api-gateway/throttling';

let seconds = 0;

beforeEach(() => { seconds = 0; });

/** The number of simultaneous requests that pass. */
function calls(settings: MethodSetting[] | undefined): (method: string, requests?: number) => number {
  const throttling = new Throttling(settings, () => seconds * 1_000);
  return (method, requests = 10) => {
    const [httpMethod, resourcePath] = method.split(' ');
    return Array.from({ length: requests }).filter(() => {
      try {
        throttling.throttle({ httpMethod, resourcePath });
        return true;
      } catch (error) {
        expect(error).toMatchObject({ responseType: 'THROTTLED' });
        return false;
      }
    }).length;
  };
}

type Limit = number | string;

function setting(HttpMethod: string, ResourcePath: string, ThrottlingBurstLimit?: Limit, ThrottlingRateLimit: Limit = 0): MethodSetting {
  return { HttpMethod, ResourcePath, ThrottlingBurstLimit, ThrottlingRateLimit };
}

test('a bucket is filled again at its rate, up to its burst', () => {
  const call = calls([setting('*', '/*', '4', '1.5')]);
  expect(call('GET /')).toBe(4);
  seconds += 0.6;
  expect(call('GET /')).toBe(0);
  seconds += 0.1;
  expect(call('GET /')).toBe(1);
  seconds += 2;
  expect(call('GET /')).toBe(3);
  seconds += 60;
  expect(call('GET /')).toBe(4);
});

test('each method has a bucket of its own', () => {
  const call = calls([setting('*', '/*', 1)]);
  expect([call('GET /a'), call('PUT /a'), call('GET /b'), call('GET /a')]).toEqual([1, 1, 1, 0]);
});

test('the most specific setting that has a limit decides', () => {
  const call = calls([
    setting('*', '/*', 1),
    setting('GET', '/*', 2),
    setting('*', '/~1notes~1{userId}', 3),
    setting('GET', '/~1notes~1{userId}', 4),
    setting('GET', '/', 5),
    setting('PUT', '/~1notes~1{userId}'),
  ]);
  expect(call('GET /notes/{userId}')).toBe(4);
  expect(call('PUT /notes/{userId}')).toBe(3);
  expect(call('GET /notes')).toBe(2);
  expect(call('PUT /notes')).toBe(1);
  expect(call('GET /')).toBe(5);
});

test("the account's limits hold where only one is set", () => {
  const call = calls([
    { HttpMethod: 'GET', ResourcePath: '/', ThrottlingRateLimit: 1 },
    { HttpMethod: 'PUT', ResourcePath: '/', ThrottlingBurstLimit: 1 },
  ]);
  expect(call('GET /', 6_000)).toBe(5_000);
  expect(call('PUT /')).toBe(1);
  seconds += 0.0001;
  expect(call('PUT /')).toBe(1);
});

test('a negative limit of a method lifts that of its stage', () => {
  const call = calls([setting('*', '/*', 1), setting('GET', '/', -1, '-1')]);
  expect([call('GET /', 20_000), call('PUT /')]).toEqual([20_000, 1]);
});

test.each([[undefined], [[]], [[{ HttpMethod: '*', ResourcePath: '/*' }]], [[setting('*', '/*', -1, -1)]]])(
  'without limits nothing is throttled: %j',
  (settings) => {
    expect(calls(settings)('GET /', 20_000)).toBe(20_000);
  },
);
