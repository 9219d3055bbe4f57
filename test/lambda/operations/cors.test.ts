import { caller, load, operations } from './operations';
import { ENVIRONMENT } from '../../../src/contract/environment';

describe('an open API', () => {
  const call = operations();

  test('sends no CORS headers', async () => {
    expect(Object.keys((await call('GET', { headers: { origin: 'https://a.example' } })).headers).filter((name) => /^(access|vary)/i.test(name))).toEqual([]);
  });
});

describe.each<[string, string[], string, Record<string, string>]>([
  ['of its own origin', ['https://a.example'], 'https://a.example', {
    'Access-Control-Allow-Origin': 'https://a.example', 'Access-Control-Expose-Headers': expect.any(String), 'Vary': 'Origin',
  }],
  ['of another origin', ['https://a.example'], 'https://b.example', { Vary: 'Origin' }],
  ['of any origin', ['*'], 'https://b.example', { 'Access-Control-Allow-Origin': '*', 'Access-Control-Expose-Headers': expect.any(String) }],
  ['without an origin', ['https://a.example', 'undefined'], '', { Vary: 'Origin' }],
])('an API with CORS, called from a page %s,', (_, origins, origin, expected) => {
  test('tells the browser who may read the answer', async () => {
    const functions = load({ [ENVIRONMENT.corsOrigins]: JSON.stringify(origins) });
    const { headers } = await caller(() => functions)('GET', { headers: origin === '' ? {} : { Origin: origin } });
    expect(Object.fromEntries(Object.entries(headers).filter(([name]) => /^(access|vary)/i.test(name)))).toEqual(expected);
  });
});
