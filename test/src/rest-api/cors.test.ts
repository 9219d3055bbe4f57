import { Lazy, Token } from 'aws-cdk-lib';
import { HANDLERS, PATHS, ROUTES } from '../../operations';
import { methods } from '../routes';
import { synth } from '../synth';
import { NotesApiProps, NotesAuthorization, NotesOperation } from 'cdk-notes-api';

const EXPOSED = 'ETag, Link, Location, Retry-After, X-Request-Id, Idempotent-Replayed';

const template = (props: NotesApiProps) => synth(props).template;

const preflights = (props: NotesApiProps): Record<string, Record<string, string>> =>
  Object.fromEntries(
    Object.entries(methods(template(props)))
      .filter(([route]) => route.startsWith('OPTIONS'))
      .map(([route, { Integration }]) => {
        const { ResponseParameters } = Integration.IntegrationResponses[0];
        return [
          route,
          Object.fromEntries(
            Object.entries<string>(ResponseParameters).map(([name, value]) => [name.split('.').at(-1), value.slice(1, -1)]),
          ),
        ];
      }),
  );

const told = (props: NotesApiProps) =>
  Object.values(template(props).findResources('AWS::Lambda::Function')).map(
    ({ Properties }) => Properties.Environment.Variables.CORS_ORIGINS,
  );

function gatewayHeaders(props: NotesApiProps): Record<string, string>[] {
  const responses = Object.values(template(props).findResources('AWS::ApiGateway::GatewayResponse'));
  return responses.map(({ Properties }) => Object.fromEntries(Object.entries<string>(Properties.ResponseParameters)
    .filter(([name]) => /Access-Control|Vary/.test(name))
    .map(([name, value]) => [name.replace('gatewayresponse.header.', ''), value.slice(1, -1)])));
}

test('without origins nothing of CORS is synthesised', () => {
  expect(preflights({})).toEqual({});
  expect(told({})).toEqual(Array(HANDLERS.length).fill(undefined));
  expect(JSON.stringify(template({}).toJSON())).not.toMatch(/Access-Control|Vary/);
});

test('a preflight at each path names the origin, the methods there and what may be sent', () => {
  const shared = {
    'Access-Control-Allow-Origin': 'https://notes.example.com',
    'Access-Control-Allow-Headers': 'Authorization,Content-Type,Idempotency-Key,If-Match,If-None-Match',
    'Access-Control-Max-Age': '3600',
    'Vary': 'Origin',
  };
  expect(preflights({ corsOrigins: ['https://notes.example.com'], authorization: NotesAuthorization.none() })).toEqual(
    Object.fromEntries(PATHS.map((at) => {
      const there = ROUTES.filter(({ path }) => path === at).map(({ method }) => method);
      return [`OPTIONS ${at}`, { ...shared, 'Access-Control-Allow-Methods': there.join() }];
    })),
  );
});

test('a preflight names the methods of the offered operations alone, at their paths alone', () => {
  const offered = preflights({ corsOrigins: ['*'], operations: [NotesOperation.DELETE] });
  expect(Object.keys(offered)).toEqual(['OPTIONS /notes/{userId}/{id}']);
  expect(offered['OPTIONS /notes/{userId}/{id}']).toMatchObject({ 'Access-Control-Allow-Methods': 'DELETE' });
});

test.each<[string, NotesApiProps, string]>([
  ['signatures', {}, 'X-Amz-Content-Sha256,X-Amz-Date,X-Amz-Security-Token,X-Amz-User-Agent'],
  ['API keys', { authorization: NotesAuthorization.none(), apiKeyRequired: true }, 'X-Api-Key'],
  [
    "an authorizer of one's own",
    {
      authorization: NotesAuthorization.custom(
        { authorizerId: 'a', authorizationType: undefined },
        { userIdContextKey: 'u', requestHeaders: ['X-Token'] },
      ),
    },
    'X-Token',
  ],
])('with %s a page may send what they need', (_, props, expected) => {
  for (const { 'Access-Control-Allow-Headers': allowed } of Object.values(preflights({ ...props, corsOrigins: ['*'] }))) {
    expect(allowed).toBe(`Authorization,Content-Type,Idempotency-Key,If-Match,If-None-Match,${expected}`);
  }
});

test('every function knows the origins', () => {
  expect(told({ corsOrigins: ['https://a.example', 'http://localhost:5173', 'https://a.example'] }))
    .toEqual(Array(HANDLERS.length).fill('["https://a.example","http://localhost:5173"]'));
});

test.each<[string, string[], object]>([
  [
    'one origin',
    ['https://a.example'],
    { 'Access-Control-Allow-Origin': 'https://a.example', 'Access-Control-Expose-Headers': EXPOSED, 'Vary': 'Origin' },
  ],
  ['every origin', ['*'], { 'Access-Control-Allow-Origin': '*', 'Access-Control-Expose-Headers': EXPOSED }],
  [
    'several origins',
    ['https://a.example', 'https://b.example'],
    { 'Access-Control-Allow-Origin': '*', 'Access-Control-Expose-Headers': EXPOSED },
  ],
])('with %s every error of API Gateway itself can be read', (_, corsOrigins, expected) => {
  const headers = gatewayHeaders({ corsOrigins });
  expect(headers).toHaveLength(6);
  expect(headers).toEqual(Array(6).fill(expected));
});

test('an origin that is only known at deployment is taken', () => {
  const domain = Lazy.string({ produce: () => 'd111111abcdef8.cloudfront.net' });
  expect(told({ corsOrigins: [`https://${domain}`] })).toEqual(Array(HANDLERS.length).fill('["https://d111111abcdef8.cloudfront.net"]'));
});

test.each(['capacitor://localhost', 'chrome-extension://abcdefghijklmnop', 'http://127.0.0.1:8080', 'https://xn--nxasmq6b.example'])(
  '%s is an origin',
  (origin) => {
    expect(told({ corsOrigins: [origin] })[0]).toBe(JSON.stringify([origin]));
  },
);

test.each<[string, string[], string]>([
  ['no origin', [], '"corsOrigins" is []: list origins such as "https://notes.example.com"'],
  ['a text', 'https://a.example' as never, '"corsOrigins" is "https://a.example": list origins'],
  ['a list known at deployment', Token.asList({ Ref: 'Origins' }), '"corsOrigins" is a list that is only known at deployment'],
  [
    'every origin and another',
    ['https://a.example', '*'],
    '"corsOrigins" is ["https://a.example","*"], which combines "*" with other origins',
  ],
  ...[
    'https://a.example/', 'https://a.example/path', 'a.example', 'https://A.example', 'https://a.example:443',
    'https://*.a.example/',
    'null',
    'https://a.example, https://b.example',
    'https://a.example"',
    'https://user@a.example',
    'javascript:alert(1)',
    'file:///',
    'https://ü.example',
  ].map((origin): [string, string[], string] => [
    origin,
    [origin],
    `"corsOrigins" has ${JSON.stringify(origin)}, which is not an origin as browsers send it: list origins`,
  ]),
  ['a blank', [' '], '"corsOrigins" is " ": list origins'],
  ['a number', [1 as never], '"corsOrigins" is 1: list origins'],
])('%s is refused with the prop, its value and what to do', (_, corsOrigins, message) => {
  expect(() => template({ corsOrigins })).toThrow(message);
});

test('a page may send further headers, each named once', () => {
  const corsHeaders = ['traceparent', 'baggage', 'content-TYPE', 'Baggage', 'X-Amz-Date', Lazy.string({ produce: () => 'x-late' })];
  const allowed = Object.values(preflights({ corsOrigins: ['*'], corsHeaders })).map((headers) => headers['Access-Control-Allow-Headers']);
  expect(allowed).toEqual(Array(PATHS.length).fill('Authorization,Content-Type,Idempotency-Key,If-Match,If-None-Match,'
    + 'X-Amz-Content-Sha256,X-Amz-Date,X-Amz-Security-Token,X-Amz-User-Agent,traceparent,baggage,x-late'));
});

test.each<[string, string[], string]>([
  ['no header', [], '"corsHeaders" is []: leave it out'],
  ['a text', 'traceparent' as never, '"corsHeaders" is "traceparent": leave it out'],
  ['a list known at deployment', Token.asList({ Ref: 'Headers' }), '"corsHeaders" is a list that is only known at deployment'],
  ...['*', '', 'a b', 'a,b', 'a:', "a'b", 'ü', 'a\n', '(a)'].map((header): [string, string[], string] =>
    [`"${header}"`, ['traceparent', header], `"corsHeaders" has ${JSON.stringify(header)}, which is not a valid header name: leave it out, or list`]),
  ...['Cookie', 'cookie2', 'HOST', 'Origin', 'Sec-Fetch-Mode', 'Proxy-Authorization', 'Access-Control-Request-Method', 'te', 'Via', 'DNT'].map(
    (header): [string, string[], string] => [header, [header], `"corsHeaders" has "${header}", which browsers never let a page set: leave it out`],
  ),
])('%s in further headers is refused with the prop, its value and what to do', (_, corsHeaders, message) => {
  expect(() => template({ corsOrigins: ['*'], corsHeaders })).toThrow(message);
});

test.each(['X-Cookie', 'Cookies', 'Security', 'Viable', 'Dated', 'x-via', '*a', 'a*'])('%s may be a further header', (header) => {
  expect(() => template({ corsOrigins: ['*'], corsHeaders: [header] })).not.toThrow();
});

test('further headers without origins are refused', () => {
  expect(() => template({ corsHeaders: ['traceparent'] })).toThrow(
    '"corsHeaders" is ["traceparent"], but no page may call the API: set "corsOrigins", or leave "corsHeaders" out',
  );
});

test('a header that is none is refused', () => {
  const custom = (requestHeaders: string[]) => () =>
    NotesAuthorization.custom({ authorizerId: 'a' } as never, { userIdContextKey: 'u', requestHeaders });
  expect(custom([])).toThrow('"requestHeaders" is []: leave it out to use Authorization only');
  expect(custom(['*'])).toThrow('"requestHeaders" has "*", which is not a valid header name');
  expect(custom(["X-Token','X"])).toThrow('"requestHeaders" has "X-Token\',\'X", which is not a valid header name');
});
