import type { APIGatewayProxyEvent } from 'aws-lambda';
import fc from 'fast-check';
import { CallerName, CALLERS } from './callers';
import { hostileBody } from './hostile-body';
import { hostileOrLongText, hostileText } from './hostile-text';
import { OPERATIONS } from '../../src/contract/operations';
import { NOTE_PATH, NOTES_PATH } from '../../src/contract/paths';
import { proxyEvent } from '../lambda/event';

/** An event for a function of an API that identifies its callers in some way. */
export interface HostileEvent {
  readonly caller: CallerName;
  readonly handler: string;
  readonly event: APIGatewayProxyEvent;
}

const routes = Object.values(OPERATIONS).flatMap(({ handler, routes: own }) => own.map(({ method, path }) => ({ handler, method, path })));

const HEADERS = [
  'If-Match', 'if-none-match', 'Idempotency-Key', 'Content-Type', 'Origin', 'IF-MATCH', 'Accept', 'Range', 'X-Amz-Date', 'toString', '__proto__',
];
const PARAMETERS = ['limit', 'order', 'view', 'cursor', 'tag', 'state', 'permanent', 'since', '__proto__', 'toString'];

const value = fc.oneof(
  { weight: 3, arbitrary: hostileOrLongText },
  { weight: 2, arbitrary: fc.constantFrom('*', '"0"', '"a"', 'W/"a"', '1', '100', 'asc', 'desc', 'summary', 'true', 'application/json-patch+json') },
  // A cursor's form, with something else in it.
  { weight: 1, arbitrary: hostileText.map((text) => Buffer.from(JSON.stringify([1, 'desc', text, text])).toString('base64url')) },
);

/** As API Gateway has several values of one name. */
const lines = (names: readonly string[]) => fc.dictionary(
  fc.oneof({ weight: 8, arbitrary: fc.constantFrom(...names) }, { weight: 1, arbitrary: hostileText }),
  fc.array(value, { minLength: 1, maxLength: 3 }),
  { maxKeys: 4 },
);

const encoded = (text: string): string => encodeURIComponent(text.toWellFormed());

const pathText = (...usual: string[]) => fc.oneof(
  { weight: 12, arbitrary: fc.constantFrom(...usual) },
  { weight: 2, arbitrary: hostileOrLongText },
  { weight: 2, arbitrary: hostileText.map(encoded) },
  { weight: 1, arbitrary: fc.constantFrom('%ed%a0%80', '%C0%80', '%', '%E4%F6', 'a%2Fb', '%7E', '%2525') },
);

/** The values that an authorizer may return instead of a user id. */
const told = fc.oneof(
  { weight: 15, arbitrary: fc.constant('alice') },
  { weight: 3, arbitrary: hostileOrLongText },
  { weight: 1, arbitrary: fc.jsonValue() },
);

/** Sometimes another value instead of the whole context. */
const authorizerOf = (caller: CallerName) => fc.oneof(
  { weight: 25, arbitrary: told.map((userId) => CALLERS[caller].authorizer(userId)) },
  { weight: 1, arbitrary: fc.oneof(fc.jsonValue(), fc.constant({ claims: null }), fc.constant({ claims: 'alice' })) },
);

/** Events of callers that are identified in this way. */
export const hostileEventOf = (...callers: CallerName[]): fc.Arbitrary<HostileEvent> =>
  fc.constantFrom(...callers).chain((caller) => fc.record({
    caller: fc.constant(caller),
    route: fc.constantFrom(...routes),
    userId: pathText('alice', 'me'),
    id: pathText('note', 'a'),
    headers: fc.oneof({ weight: 1, arbitrary: lines(HEADERS) }, { weight: 1, arbitrary: fc.constantFrom(null, {}) }),
    query: fc.oneof({ weight: 1, arbitrary: lines(PARAMETERS) }, { weight: 1, arbitrary: fc.constant(null) }),
    body: hostileBody,
    encoding: fc.constantFrom('plain', 'plain', 'plain', 'plain', 'base64', 'base64', 'broken base64'),
    authorizer: authorizerOf(caller),
  })).map(({ route: { handler, method, path }, userId, id, headers, query, body, encoding, authorizer, caller }) => {
    const given = proxyEvent({
      resource: path,
      httpMethod: method,
      pathParameters: { userId, ...path === NOTE_PATH && { id } },
      multiValueHeaders: headers as APIGatewayProxyEvent['multiValueHeaders'],
      multiValueQueryStringParameters: query,
      body: encoding === 'base64' && body !== null ? Buffer.from(body).toString('base64') : body,
      isBase64Encoded: encoding !== 'plain',
    }, [`/prod${NOTES_PATH.slice(0, NOTES_PATH.lastIndexOf('/'))}`, userId, ...path === NOTE_PATH ? [id] : []].join('/'));
    return { caller, handler, event: { ...given, requestContext: { ...given.requestContext, authorizer } as typeof given.requestContext } };
  });

export const hostileEvent = hostileEventOf(...Object.keys(CALLERS) as CallerName[]);
