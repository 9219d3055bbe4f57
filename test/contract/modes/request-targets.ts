import { AttributeValue } from '@aws-sdk/client-dynamodb';
import { Answer, call, Call } from '../../http';
import { Served } from '../modes';
import { CALLER } from '../other-users';
import { expectUnlogged } from '../planted';
import { Item } from '../target';

const OTHER = 'S3cretOther';
const CONTENT = 'S3cretOfAnother';
const own = encodeURIComponent(CALLER);

const NOTE: Item = { PK: { S: OTHER }, SK: { S: 'note' }, noteContent: { S: CONTENT }, rev: { S: 'AAAAAAAAAAAAAAAA' } };

/** Targets that name another user where an intermediary could lose the path or replace it. */
const TARGETS = [
  '/notes/OTHER', '/notes/OTHER/note', '//notes/OTHER', '///notes/OTHER/note', '/notes//OTHER', '/notes//OTHER/note', '/notes/OTHER//note',
  '/notes/OTHER/', '/notes/OTHER/note/', '/notes/OTHER//', '/./notes/OTHER/note', '/notes/./OTHER', '/notes/../notes/OTHER',
  '/notes/OTHER/../OTHER/note', '/../notes/OTHER',
  '/notes/%2e%2e/notes/OTHER',
  '/notes/%2e/OTHER',
  '/notes/OWN/../OTHER',
  '/notes/OWN/../OTHER/note',
  '/notes/OWN/%2e%2e/OTHER',
  '/notes/OWN/%2E%2E/OTHER/note',
  '/notes/OWN/..%2fOTHER',
  '/notes/OWN/..%2fOTHER%2fnote',
  '/notes/OWN/..%252fOTHER%252fnote',
  '/notes/OWN%2f..%2fOTHER',
  '/notes/OWN%2f..%2fOTHER/note',
  '/notes/OWN/..;/OTHER/note',
  '/notes/OWN;/OTHER',
  '/notes;x=/OTHER',
  '/notes/OTHER;OWN',
  '/notes/OTHER;OWN/note',
  '/notes/OWN;OTHER',
  '/notes/OWN;userId=OTHER/note',
  '/notes/OTHER%00',
  '/notes/OWN%00OTHER',
  '/notes/OTHER%00OWN/note',
  '/notes/OTHER%0d%0aOWN',
  '/notes/OWN#OTHER',
  '/notes/OTHER#/../OWN',
  '/notes/OTHER%23OWN/note',
  '/notes/OTHER?/../OWN',
  '/notes/OTHER/note?/../../OWN/note',
  '/notes/OWN?/../OTHER',
  '/notes/OWN%3f/../OTHER/note',
  '/notes/OTHER%3fOWN',
  '/notes/OWN&OTHER',
  '/notes/OWN,OTHER',
  '/notes\\OTHER',
  '\\notes\\OTHER',
  '/notes/OWN\\..\\OTHER',
  '/notes/OWN%5c..%5cOTHER/note',
  '/notes/OWN/..\\OTHER\\note',
  '/NOTES/OTHER', '/Notes/OTHER/note', '/prod/notes/OTHER',
  '/%6eotes/OTHER/note',
  '/%2fnotes/OTHER',
  '/notes%2fOTHER',
  '/notes%2fOTHER/note',
  '/notes/%2fOTHER',
  '/notes/%20OTHER',
  '/notes/{userId}', '/notes/{userId}/{id}', '/notes/me/../OTHER/note', 'http://127.0.0.1/notes/OTHER', 'http://127.0.0.1/notes/OTHER/note',
  'HTTP://example.com/notes/OTHER/note', 'https://example.com//notes/OTHER', 'http://OTHER@127.0.0.1/notes/OWN',
  'http://127.0.0.1/notes/OWN/../OTHER/note', 'notes/OTHER', 'notes/OTHER/note',
  '*',
  '?/notes/OTHER',
  '#/notes/OTHER',
];

/** Header fields that tell intermediaries and frameworks a user, a path or a method. */
const HEADERS: Record<string, string> = {
  'x-amzn-oidc-identity': OTHER,
  'x-amzn-requestcontext': JSON.stringify({
    authorizer: { userId: OTHER, principalId: OTHER, claims: { 'sub': OTHER, 'custom:employee': OTHER } },
  }),
  'x-amzn-request-context': JSON.stringify({ authorizer: { userId: OTHER, claims: { sub: OTHER } } }),
  'x-amzn-apigateway-authorizer-claims-sub': OTHER,
  'x-amzn-lambda-context': JSON.stringify({ identity: { cognitoIdentityId: OTHER } }),
  'x-amz-cognito-identity-id': OTHER,
  'x-amz-user-agent': OTHER,
  'x-apigateway-event': JSON.stringify({ pathParameters: { userId: OTHER }, requestContext: { authorizer: { userId: OTHER } } }),
  'x-forwarded-user': OTHER,
  'x-user-id': OTHER,
  'userid': OTHER,
  'sub': OTHER,
  'claims': JSON.stringify({ sub: OTHER }),
  'x-original-url': `/notes/${OTHER}/note`,
  'x-rewrite-url': `/notes/${OTHER}/note`,
  'x-forwarded-prefix': `/notes/${OTHER}`,
  'x-forwarded-host': `${OTHER}.example.com`,
  'x-http-method-override': 'DELETE',
  'cookie': `userId=${OTHER}`,
};

const QUERIES = [
  'userId=OTHER',
  'userId=OWN',
  'userId=OWN&userId=OTHER',
  'userId=OTHER&userId=OWN',
  'PK=OTHER',
  'PK=OWN',
  'pk=OTHER',
  'sub=OTHER',
  'pathParameters[userId]=OTHER',
  'requestContext.authorizer.userId=OTHER',
  '__proto__[userId]=OTHER',
  'proxy=notes/OTHER',
  '/notes/OTHER',
];

/** Members that name the other user where the function has no such member. */
const MEMBERS = {
  userId: OTHER,
  PK: OTHER,
  SK: 'note',
  sub: OTHER,
  owner: OTHER,
  Key: { PK: { S: OTHER }, SK: { S: 'note' } },
  pathParameters: { userId: OTHER },
  requestContext: { authorizer: { userId: OTHER, claims: { sub: OTHER } } },
  constructor: { prototype: { userId: OTHER } },
};
const BODY = `{"content":"own","__proto__":{"userId":"${OTHER}","PK":"${OTHER}"},${JSON.stringify(MEMBERS).slice(1)}`;

const METHODS = ['POST', 'GET', 'PUT', 'PATCH', 'DELETE'];
const OWN_PATHS: [method: string, path: string][] = METHODS.map((method) => [method, method === 'POST' ? '/notes/OWN' : '/notes/OWN/note']);

interface Keys { readonly PK: AttributeValue }

/** The partition that a request to DynamoDB is about. */
function partition({
  Key,
  Item: item,
  ExpressionAttributeValues: values,
}: Partial<Record<'Key' | 'Item', Keys> & { ExpressionAttributeValues: Item }>) {
  return (Key?.PK ?? item?.PK ?? values?.[':userId'])?.S;
}

const named = (text: string): string => text.replaceAll('OTHER', OTHER).replaceAll('OWN', own);

/** A function gets its caller from claims or from a context. One mode of each kind tries each target alone, the others try all together. */
const KINDS = ['Cognito', 'a TOKEN authorizer'];

/** No request leads to the notes of another user, however it is written. */
export function requestTargets(modeName: string, served: Served): void {
  const { as, proxy } = served;

  beforeEach(async () => {
    await served.api.putItem(NOTE);
    proxy.forget();
  });

  /** A request that is sent exactly as it is written, even where no route is documented. */
  async function ask(method: string, target: string, headers: Call['headers'] = {}, user = CALLER) {
    const body = ['POST', 'PUT', 'PATCH'].includes(method) ? BODY : undefined;
    return call(served.api.url, method, named(target), { headers: { ...headers, ...await as(user) }, body, agent: served.api.agent });
  }

  /** Every request to DynamoDB concerns only the caller, and the note of the other user has not changed. */
  async function expectUntouched(): Promise<void> {
    expect(proxy.inputs.map((input) => partition(input)).filter((user) => user !== CALLER)).toEqual([]);
    expect(await served.api.getItem(OTHER, 'note')).toEqual(NOTE);
  }

  /** The caller's own path leads to one request to DynamoDB, the path of the other user to none. */
  async function expectOwn(send: (method: string, path: string) => Promise<Answer>): Promise<void> {
    for (const [method, path] of OWN_PATHS) {
      await send(method, path);
      expect(proxy.attempts).toHaveLength(1);
      expect((await send(method, path.replace('OWN', 'OTHER'))).status).toBe(403);
      expect(proxy.attempts).toHaveLength(1);
      expect(partition(proxy.lastInput)).toBe(CALLER);
      proxy.forget();
    }
    await expectUntouched();
  }

  const isWhole = KINDS.includes(modeName);

  // Which path a target leads to does not depend on the caller.
  if (isWhole) {
    test.each(TARGETS)('%s leads to nobody else', async (target) => {
      for (const { status, text } of await Promise.all(METHODS.map(async (method) => ask(method, target)))) {
        expect(status).toBeLessThan(500);
        expect(text).not.toContain(CONTENT);
      }
      await expectUntouched();
    });
  }

  test.each(isWhole ? Object.entries(HEADERS).map(([name, value]) => ({ [name]: value })) : [HEADERS])(
    'the header fields %j make nobody another',
    async (headers) => {
      await expectOwn(async (method, path) => ask(method, path, headers));
    },
  );

  test.each(isWhole ? QUERIES : [QUERIES.join('&')])('?%s makes nobody another', async (query) => {
    await expectOwn(async (method, path) => ask(method, `${path}?${query}`));
  });

  test('the other\'s own requests do reach the other\'s notes', async () => {
    expect((await ask('GET', '/notes/OTHER/note', {}, OTHER)).text).toContain(CONTENT);
    expect(proxy.inputs.map((input) => partition(input))).toEqual([OTHER]);
  });

  test('of all this no token, content or user id is logged', async () => {
    expectUnlogged(served.api.logs, [CALLER, OTHER, CONTENT, ...await served.credentials()]);
  });
}
