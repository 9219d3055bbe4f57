import { authorization } from '../../local/signature-v4';
import { FaultProxy } from '../fault-proxy';
import { Functions } from '../functions';

const KEYS = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY' };
const TOKEN = 'IQoJb3JpZ2luX2VjE/+=';

const proxy = new FaultProxy();
beforeAll(() => proxy.listen());
afterAll(() => proxy.close());
beforeEach(() => {
  proxy.forget();
  proxy.script = ['denied'];
});

/** The one request of an invocation, as it came. */
async function sent(environment: Record<string, string>) {
  const functions = await Functions.start(proxy.endpoint, {
    environment: {
      AWS_REGION: 'eu-central-1',
      AWS_ACCESS_KEY_ID: KEYS.accessKeyId,
      AWS_SECRET_ACCESS_KEY: KEYS.secretAccessKey,
      ...environment,
    },
  });
  await functions.call({ method: 'POST', userId: 'bücher', body: { content: 'ä € 𝄞' } });
  await functions.close();
  const { headers, ...request } = proxy.received.find(({ method }) => method === 'POST')!;
  const [, signed] = /SignedHeaders=([^,]*)/.exec(headers.authorization!)!;
  return { ...request, headers: headers as Record<string, string>, signed: signed.split(';') };
}

test.each([
  ['a session token', { AWS_SESSION_TOKEN: TOKEN }],
  ['no session token', {}],
])('with %s, requests have the signature that AWS defines', async (_, environment) => {
  const { signed, headers, ...request } = await sent(environment);
  const signedHeaders = Object.fromEntries(signed.map((name) => [name, headers[name]]));
  expect(headers.authorization).toBe(
    authorization({ ...request, headers: signedHeaders }, KEYS, { region: 'eu-central-1', service: 'dynamodb' }),
  );
  expect(signed).toEqual(expect.arrayContaining(['host', 'x-amz-date', 'x-amz-target']));
});

test('a session token is sent and signed', async () => {
  const { headers, signed } = await sent({ AWS_SESSION_TOKEN: TOKEN });
  expect(headers['x-amz-security-token']).toBe(TOKEN);
  expect(signed).toContain('x-amz-security-token');
});

test('without a session token there is no header for it', async () => {
  const { headers, signed } = await sent({});
  expect(headers).not.toHaveProperty('x-amz-security-token');
  expect(signed).not.toContain('x-amz-security-token');
});
