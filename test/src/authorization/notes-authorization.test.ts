import { Annotations, App, Stack } from 'aws-cdk-lib';
import { Annotations as AnnotationsOf, Match, Template } from 'aws-cdk-lib/assertions';
import { IAuthorizer, IdentitySource, RequestAuthorizer, TokenAuthorizer } from 'aws-cdk-lib/aws-apigateway';
import { IUserPool, StringAttribute, UserPool } from 'aws-cdk-lib/aws-cognito';
import { Code, Function, Runtime } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { HANDLERS, PATHS, ROUTES } from '../../operations';
import { methods } from '../routes';
import { CognitoAuthorizationOptions, CustomAuthorizationOptions, NotesApi, NotesApiProps, NotesAuthorization } from 'cdk-notes-api';

type Authorize = (scope: Construct) => NotesAuthorization;

const lambda = (scope: Construct) =>
  new Function(scope, 'Authorize', {
    runtime: Runtime.NODEJS_24_X,
    handler: 'index.handler',
    code: Code.fromInline('exports.handler = () => {}'),
  });
const token = (scope: Construct): IAuthorizer => new TokenAuthorizer(scope, 'Token', { handler: lambda(scope) });
const request = (scope: Construct): IAuthorizer =>
  new RequestAuthorizer(scope, 'Request', { handler: lambda(scope), identitySources: [IdentitySource.header('X-Key')] });

const cognito =
  (options?: CognitoAuthorizationOptions): Authorize =>
    (scope) =>
      NotesAuthorization.cognito([new UserPool(scope, 'Users')], options);
const custom =
  (authorizer: (scope: Construct) => IAuthorizer, options: CustomAuthorizationOptions = { userIdContextKey: 'userId' }): Authorize =>
    (scope) =>
      NotesAuthorization.custom(authorizer(scope), options);

function synth(authorize: Authorize, props?: NotesApiProps): Template {
  const stack = new Stack(new App(), 'Stack');
  new NotesApi(stack, 'Notes', { authorization: authorize(stack), ...props });
  return Template.fromStack(stack);
}


const environments = (template: Template) =>
  Object.values(template.findResources('AWS::Lambda::Function', { Properties: { Environment: {} } })).map(
    ({ Properties }) => Properties.Environment.Variables,
  );

describe.each<[string, Authorize, object]>([
  ['iam', () => NotesAuthorization.iam(), { AuthorizationType: 'AWS_IAM' }],
  ['none', () => NotesAuthorization.none(), { AuthorizationType: 'NONE' }],
  ['cognito', cognito(), { AuthorizationType: 'COGNITO_USER_POOLS', AuthorizerId: expect.anything() }],
  ['cognito with scopes', cognito({ scopes: ['notes/all'] }), {
    AuthorizationType: 'COGNITO_USER_POOLS', AuthorizerId: expect.anything(), AuthorizationScopes: ['notes/all'],
  }],
  ['a token authorizer', custom(token), { AuthorizationType: 'CUSTOM', AuthorizerId: expect.anything() }],
  ['a request authorizer', custom(request), { AuthorizationType: 'CUSTOM', AuthorizerId: expect.anything() }],
])('with %s', (_, authorize, expected) => {
  const template = synth(authorize);
  const all = methods(template);

  test('every route of every operation is a method', () => {
    expect(Object.keys(all).sort()).toEqual(ROUTES.map(({ method, path }) => `${method} ${path}`).sort());
  });

  test('no method slips through', () => {
    const { AuthorizationScopes } = { AuthorizationScopes: undefined, ...expected };
    for (const properties of Object.values(all)) {
      expect(properties).toMatchObject(expected);
      expect(properties.AuthorizationScopes).toEqual(AuthorizationScopes);
    }
  });

  test('preflights are open, and nothing else is', () => {
    const withPreflights = Object.entries(methods(synth(authorize, { corsOrigins: ['*'] })));
    expect(withPreflights).toHaveLength(ROUTES.length + PATHS.length);
    for (const [route, { AuthorizationScopes, AuthorizationType, AuthorizerId }] of withPreflights) {
      expect({ AuthorizationScopes, AuthorizationType, AuthorizerId }).toEqual(
        route.startsWith('OPTIONS') ? { AuthorizationType: 'NONE' } : expected,
      );
    }
  });
});

test('the users of every pool are let in', () => {
  const template = synth((scope) => NotesAuthorization.cognito([new UserPool(scope, 'Staff'), new UserPool(scope, 'Guests')]));
  const [{ Properties }] = Object.values(template.findResources('AWS::ApiGateway::Authorizer'));
  expect(Properties).toMatchObject({ Type: 'COGNITO_USER_POOLS', IdentitySource: 'method.request.header.Authorization' });
  expect(Properties.ProviderARNs.map((arn: any) => arn['Fn::GetAtt'][0])).toEqual([
    expect.stringMatching(/^Staff/),
    expect.stringMatching(/^Guests/),
  ]);
});

test.each<[string, Authorize, object]>([
  ['iam', () => NotesAuthorization.iam(), { SIGNED_CALLERS: 'true' }],
  ['none', () => NotesAuthorization.none(), {}],
  ['cognito', cognito(), { CALLER_ID: '["claims","sub"]' }],
  ['cognito with a claim', cognito({ userIdClaim: 'custom:tenant' }), { CALLER_ID: '["claims","custom:tenant"]' }],
  ['a Lambda authorizer', custom(token), { CALLER_ID: '["userId"]' }],
  ['a Lambda authorizer by its principal', custom(token, { userIdContextKey: 'principalId' }), { CALLER_ID: '["principalId"]' }],
])('with %s the functions know where the caller is', (_, authorize, expected) => {
  expect(environments(synth(authorize))).toEqual(HANDLERS.map(() => ({ TABLE_NAME: expect.anything(), ...expected })));
});

test.each<[string, Authorize]>([
  ['cognito', cognito()],
  ['a Lambda authorizer', custom(token)],
])('with %s an unknown route is a 404', (_, authorize) => {
  synth(authorize).hasResourceProperties('AWS::ApiGateway::GatewayResponse', {
    ResponseType: 'MISSING_AUTHENTICATION_TOKEN',
    StatusCode: '404',
  });
});

test('the authorizer of Cognito keeps its logical id', () => {
  expect(Object.keys(synth(cognito()).findResources('AWS::ApiGateway::Authorizer'))).toEqual(['NotesAuthorizerE1530B84']);
});

test.each<[string, () => NotesAuthorization, string]>([
  ['no user pools', () => NotesAuthorization.cognito([]), '"userPools" is []: list at least one user pool, such as [pool]'],
  [
    'a user pool that is no list',
    () => NotesAuthorization.cognito('users' as never),
    '"userPools" is "users": list at least one user pool, such as [pool]',
  ],
  [
    'no scope in a list of them',
    () => NotesAuthorization.cognito([{} as never], { scopes: [] }),
    '"scopes" is []: leave it out to accept ID tokens',
  ],
  ['a blank claim', () => NotesAuthorization.cognito([{} as never], { userIdClaim: ' ' }), '"userIdClaim" is " ": leave it out to use "sub"'],
  [
    'no authorizer',
    () => NotesAuthorization.custom(undefined as never, { userIdContextKey: 'userId' }),
    '"authorizer" is undefined: use a Lambda authorizer',
  ],
  [
    'a claim of several pools that is not unique',
    () => NotesAuthorization.cognito([{} as never, {} as never], { userIdClaim: 'cognito:username' }),
    '"userIdClaim" is "cognito:username", which is not unique across user pools: leave it out to use "sub", or give only one user pool',
  ],
  ...['COGNITO_USER_POOLS', 'AWS_IAM', 'NONE'].map((authorizationType): [string, () => NotesAuthorization, string] => [
    `an authorizer for ${authorizationType}`,
    () => NotesAuthorization.custom({ authorizerId: 'a', authorizationType } as IAuthorizer, { userIdContextKey: 'sub' }),
    `"authorizer" has the authorization type ${authorizationType}: use a Lambda authorizer, or another factory of NotesAuthorization`,
  ]),
  [
    'a blank context key',
    () => NotesAuthorization.custom(token(new Stack()), { userIdContextKey: '' }),
    '"userIdContextKey" is "": use the name of a key in the context',
  ],
])('%s is refused with the argument, its value and what to do', (_, authorize, message) => {
  expect(authorize).toThrow(message);
});

describe('a claim that its user may be able to change', () => {
  const warnings = (userIdClaim?: string, poolOf = (stack: Stack): IUserPool => UserPool.fromUserPoolId(stack, 'Users', 'eu-west-1_abc')) => {
    const stack = new Stack(new App(), 'Stack');
    const notes = new NotesApi(stack, 'Notes', { authorization: NotesAuthorization.cognito([poolOf(stack)], { userIdClaim }) });
    const messages = () => AnnotationsOf.fromStack(stack).findWarning('*', Match.stringLikeRegexp('userIdClaim')).map(({ entry }) => entry.data as string);
    return { notes, messages };
  };
  const pool = (mutable: boolean) => (stack: Stack) => new UserPool(stack, 'Users', {
    standardAttributes: { email: { required: true, mutable } }, customAttributes: { tenant: new StringAttribute({ mutable }) },
  });

  test.each(['email', 'phone_number', 'preferred_username', 'custom:tenant'])('"%s" adds a warning', (claim) => {
    expect(warnings(claim).messages()).toEqual([expect.stringContaining(`"userIdClaim" is "${claim}", and a user who can change that claim can read`)]);
    expect(warnings(claim, pool(true)).messages()).toHaveLength(1);
  });

  test.each([undefined, 'sub', 'username', 'cognito:username', 'tenant_user'])('%j does not', (claim) => {
    expect(warnings(claim).messages()).toEqual([]);
  });

  test.each(['email', 'custom:tenant'])('"%s" that the user pool makes immutable does not', (claim) => {
    expect(warnings(claim, pool(false)).messages()).toEqual([]);
  });

  test('the warning can be acknowledged', () => {
    const { notes, messages } = warnings('email');
    Annotations.of(notes).acknowledgeWarning('cdk-notes-api:changeable-user-id');
    expect(messages()).toEqual([]);
  });
});

test('one user pool that is no list is shown, with how to list it', () => {
  expect(() => NotesAuthorization.cognito(new UserPool(new Stack(new App(), 'Stack'), 'Users') as never))
    .toThrow('"userPools" is "Stack/Users": list at least one user pool, such as [pool]');
});
