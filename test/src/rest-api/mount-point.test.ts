import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import {
  ApiDefinition, CognitoUserPoolsAuthorizer, Deployment, IResource, IRestApi, MockIntegration, Resource, RestApi, RestApiMode, RestApiProps,
  SpecRestApi, Stage, TokenAuthorizer,
} from 'aws-cdk-lib/aws-apigateway';
import { UserPool } from 'aws-cdk-lib/aws-cognito';
import { AccountRootPrincipal, Role } from 'aws-cdk-lib/aws-iam';
import { Code, Function, Runtime } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { PATHS, ROUTES } from '../../operations';
import { methods } from '../routes';
import { NotesApi, NotesApiProps, NotesAuthorization } from 'cdk-notes-api';

const MOUNTED = ROUTES.map(({ method, path }) => `${method} /v1${path}`);

const users = (scope: Construct) => new UserPool(scope, 'Users');
const lambda = (scope: Construct) =>
  new Function(scope, 'Authorize', { runtime: Runtime.NODEJS_24_X, handler: 'index.handler', code: Code.fromInline('-') });

/** Notes at /v1 of an API whose owner sets other defaults for the API's own methods. */
function mounted(propsOf: (stack: Stack) => NotesApiProps = () => ({}), ownersOf: (stack: Stack) => RestApiProps = () => ({})) {
  const stack = new Stack(new App(), 'Stack');
  const api = new RestApi(stack, 'Shop', { cloudWatchRole: false, ...ownersOf(stack) });
  api.root.addResource('items').addMethod('GET', new MockIntegration());
  const notes = new NotesApi(stack, 'Notes', { mountOn: api.root.addResource('v1'), ...propsOf(stack) });
  return { stack, api, notes, get template() { return Template.fromStack(stack); } };
}

const ofNotes = (template: Template) => Object.entries(methods(template)).filter(([route]) => route.includes('/v1/'));

const OWNERS: [string, (stack: Stack) => RestApiProps][] = [
  ['nothing', () => ({})],
  ['an authorizer', (stack) => ({
    defaultMethodOptions: {
      authorizer: new CognitoUserPoolsAuthorizer(stack, 'Owners', { cognitoUserPools: [new UserPool(stack, 'Staff')] }),
      authorizationScopes: ['x'],
    },
  })],
  ['API keys and CORS', () => ({ defaultMethodOptions: { apiKeyRequired: true }, defaultCorsPreflightOptions: { allowOrigins: ['*'] } })],
];

const MODES: [string, (stack: Stack) => NotesAuthorization, object][] = [
  ['iam', () => NotesAuthorization.iam(), { AuthorizationType: 'AWS_IAM' }],
  ['none', () => NotesAuthorization.none(), { AuthorizationType: 'NONE' }],
  [
    'cognito',
    (stack) => NotesAuthorization.cognito([users(stack)]),
    {
      AuthorizationType: 'COGNITO_USER_POOLS',
      AuthorizerId: { Ref: expect.stringMatching(/^NotesAuthorizer/) },
    },
  ],
  [
    'a Lambda authorizer',
    (stack) => NotesAuthorization.custom(new TokenAuthorizer(stack, 'Token', { handler: lambda(stack) }), { userIdContextKey: 'u' }),
    {
      AuthorizationType: 'CUSTOM',
      AuthorizerId: { Ref: expect.stringMatching(/^Token/) },
    },
  ],
];

describe.each(OWNERS)('on an API whose owner wants %s of their methods', (_, ownersOf) => {
  test.each(MODES)('no method slips through %s', (__, authorize, expected) => {
    const { template } = mounted((stack) => ({ authorization: authorize(stack) }), ownersOf);
    const all = ofNotes(template);
    expect(all.map(([route]) => route).sort()).toEqual([...MOUNTED].sort());
    for (const [, { ApiKeyRequired, AuthorizationScopes, AuthorizationType, AuthorizerId }] of all) {
      expect({ AuthorizerId, AuthorizationType }).toEqual({ AuthorizerId: undefined, ...expected });
      expect([AuthorizationScopes, ApiKeyRequired]).toEqual([undefined, undefined]);
    }
  });

  test('preflights are those of the origins that are asked for, and never authorized', () => {
    const { template } = mounted(() => ({ corsOrigins: ['https://a.example'] }), ownersOf);
    const preflights = ofNotes(template).filter(([route]) => route.startsWith('OPTIONS'));
    expect(preflights.map(([route]) => route).sort()).toEqual(PATHS.map((path) => `OPTIONS /v1${path}`).sort());
    for (const [, { ApiKeyRequired, AuthorizationType, AuthorizerId, Integration }] of preflights) {
      expect({ ApiKeyRequired, AuthorizationType, AuthorizerId }).toEqual({
        ApiKeyRequired: false,
        AuthorizationType: 'NONE',
        AuthorizerId: undefined,
      });
      expect(Integration.IntegrationResponses[0].ResponseParameters).toMatchObject({
        'method.response.header.Access-Control-Allow-Origin': "'https://a.example'",
      });
    }
  });
});

test('what the notes need is inside their construct, and the API stays its owner\'s', () => {
  const { stack, api, template } = mounted();
  template.resourceCountIs('AWS::ApiGateway::RestApi', 1);
  template.resourceCountIs('AWS::ApiGateway::Stage', 1);
  template.resourceCountIs('AWS::ApiGateway::GatewayResponse', 0);
  const others = Object.entries(methods(template)).filter(([route]) => !route.includes('/v1/')).map(([route]) => route);
  expect(others).toEqual(['GET /items']);
  expect(api.node.findAll().map(({ node }) => node.path).filter((path) => path.includes('notes'))).toEqual([]);
  expect(stack.node.children.map(({ node }) => node.id)).toEqual(expect.arrayContaining(['Shop', 'Notes']));
});

test('the deployment of the API waits for the methods of the notes and changes with them', () => {
  const deployments = [mounted(), mounted(() => ({ authorization: NotesAuthorization.none() }))]
    .map(({ template }) => Object.entries(template.findResources('AWS::ApiGateway::Deployment'))[0]);
  const [[id, { DependsOn }], [otherId]] = deployments;
  expect(DependsOn.filter((dependency: string) => /^Notes.*(POST|GET|HEAD|PUT|PATCH|DELETE)/.test(dependency))).toHaveLength(ROUTES.length);
  expect(otherId).not.toBe(id);
});

test('gateway responses are made when they are asked for, also that of authorizers, which other routes may have', () => {
  const { template } = mounted(() => ({ gatewayResponses: true }));
  template.resourceCountIs('AWS::ApiGateway::GatewayResponse', 7);
  template.hasResourceProperties('AWS::ApiGateway::GatewayResponse', { ResponseType: 'UNAUTHORIZED', StatusCode: '401' });
});

test('an API of their own can do without', () => {
  const stack = new Stack(new App(), 'Stack');
  new NotesApi(stack, 'Notes', { gatewayResponses: false });
  Template.fromStack(stack).resourceCountIs('AWS::ApiGateway::GatewayResponse', 0);
});

test('url, document and grants follow the path', () => {
  const { stack, notes } = mounted();
  expect(JSON.stringify(stack.resolve(notes.url))).toMatch(/"\/v1\/"\]\]\}$/);
  expect(JSON.stringify(stack.resolve(notes.openApiDocument))).toMatch(/\/v1\\+"/);
  expect(notes.mountPath).toBe('/v1');
  const role = new Role(stack, 'Caller', { assumedBy: new AccountRootPrincipal() });
  notes.grants.invokeOwn(role, 'GET' as never);
  expect(JSON.stringify(Template.fromStack(stack).findResources('AWS::IAM::Policy'))).toContain(
    '/GET/v1/notes/${cognito-identity.amazonaws.com:sub}/?*',
  );
});

describe('on an imported API', () => {
  const imported = () => {
    const stack = new Stack(new App(), 'Stack');
    const api = RestApi.fromRestApiAttributes(stack, 'Shop', { restApiId: 'a1b2c3d4e5', rootResourceId: 'root' });
    return { stack, api, notes: new NotesApi(stack, 'Notes', { mountOn: api.root }) };
  };

  test('the methods are of that API, which its owner deploys', () => {
    const template = Template.fromStack(imported().stack);
    template.resourceCountIs('AWS::ApiGateway::Deployment', 0);
    template.allResourcesProperties('AWS::ApiGateway::Method', { RestApiId: 'a1b2c3d4e5' });
    template.resourceCountIs('AWS::ApiGateway::Method', ROUTES.length);
  });

  test('any of its stages may invoke the functions', () => {
    const template = Template.fromStack(imported().stack);
    const role = { 'Fn::GetAtt': [expect.stringMatching(/^NotesInvocationRole/), 'Arn'] };
    expect(Object.values(methods(template)).map(({ Integration }) => Integration.Credentials)).toEqual(Array(ROUTES.length).fill(role));
    template.resourceCountIs('AWS::Lambda::Permission', 0);
  });

  test('a stage that is not known is told apart from one that is', () => {
    const { stack, api, notes } = imported();
    const unknown = '"mountOn" of Stack/Notes belongs to an API whose stage is not known: set "deploymentStage" of that API';
    for (const read of [() => notes.url, () => notes.stageName, () => notes.openApiDocument, () => notes.metricRequests()]) {
      expect(read).toThrow(unknown);
    }
    const deployment = new Deployment(stack, 'Deployment', { api });
    notes.addToDeployment(deployment);
    api.deploymentStage = new Stage(stack, 'Stage', { deployment, stageName: 'live' });
    expect(JSON.stringify(stack.resolve(notes.url))).toContain('a1b2c3d4e5.execute-api');
    Template.fromStack(stack).resourceCountIs('AWS::ApiGateway::Deployment', 1);
  });
});

describe.each<[string, (stack: Stack) => IRestApi]>([
  ['an imported API', (stack) => RestApi.fromRestApiAttributes(stack, 'Shop', { restApiId: 'a1b2c3d4e5', rootResourceId: 'root' })],
  ['an API that does not deploy itself', (stack) => new RestApi(stack, 'Shop', { deploy: false, cloudWatchRole: false })],
])('a deployment of one\'s own of %s', (_, apiOf) => {
  function deployed(propsOf: (stack: Stack) => NotesApiProps): [string, { DependsOn: string[] }] {
    const stack = new Stack(new App(), 'Stack');
    const api = apiOf(stack);
    const notes = new NotesApi(stack, 'Notes', { mountOn: api.root, ...propsOf(stack) });
    const deployment = new Deployment(stack, 'Deployment', { api });
    notes.addToDeployment(deployment);
    api.deploymentStage = new Stage(stack, 'Stage', { deployment, stageName: 'live' });
    return Object.entries(Template.fromStack(stack).findResources('AWS::ApiGateway::Deployment'))[0] as [string, { DependsOn: string[] }];
  }

  test('waits for what API Gateway has of the notes', () => {
    const [, { DependsOn }] = deployed(() => ({ corsOrigins: ['*'], gatewayResponses: true }));
    for (const part of [/POST\w{8}$/, /OPTIONS\w{8}$/, /RequestValidator\w{8}$/, /THROTTLED\w{8}$/]) {
      expect(DependsOn).toContainEqual(expect.stringMatching(part));
    }
  });

  test('is made anew whenever that changes, and only then', () => {
    const ids = [
      () => ({}),
      () => ({ authorization: NotesAuthorization.none() }),
      (stack: Stack) => ({ authorization: NotesAuthorization.cognito([users(stack)]) }),
      (stack: Stack) => ({ authorization: NotesAuthorization.cognito([users(stack)], { scopes: ['notes/all'] }) }),
      () => ({ apiKeyRequired: true }),
      () => ({ corsOrigins: ['*'] }),
      () => ({ corsOrigins: ['https://a.example'] }),
      () => ({ gatewayResponses: true }),
    ].map((propsOf) => deployed(propsOf)[0]);
    expect(new Set(ids).size).toBe(ids.length);
    expect(deployed(() => ({}))[0]).toBe(ids[0]);
    expect(deployed(() => ({ requireIfMatch: true }))[0]).toBe(ids[0]);
  });
});

test('what an API answers to requests without a signature stays true of its other routes', () => {
  mounted(() => ({ gatewayResponses: true, authorization: NotesAuthorization.none() })).template
    .hasResourceProperties('AWS::ApiGateway::GatewayResponse', { ResponseType: 'MISSING_AUTHENTICATION_TOKEN', StatusCode: '403' });
});

const elsewhere = () => new RestApi(new Stack(new App(), 'Other'), 'Shop', { cloudWatchRole: false });
const inStack = (resourceOf: (api: RestApi) => IResource) => () => {
  const stack = new Stack(new App(), 'Stack');
  const api = new RestApi(stack, 'Shop', { cloudWatchRole: false });
  new NotesApi(stack, 'Notes', { mountOn: resourceOf(api) });
};

test.each<[string, () => unknown, string]>([
  ['what is no resource', inStack(() => 'v1' as never), '"mountOn" is "v1", which is not a resource of a REST API: use one such as api.root'],
  ['an API for its root', inStack((api) => api as never), '"mountOn" is "Stack/Shop", which is not a resource of a REST API'],
  [
    'a path that leaves a part open',
    inStack((api) => api.root.resourceForPath('tenants/{tenant}')),
    '"mountOn" is "/tenants/{tenant}": use a resource whose path begins with a slash and has no parameters',
  ],
  [
    'a path without a slash',
    inStack((api) => Resource.fromResourceAttributes(api, 'V1', { restApi: api, resourceId: 'v1', path: 'v1' })),
    '"mountOn" is "v1": use a resource whose path begins with a slash',
  ],
  [
    'an API that a document defines',
    inStack((api) => new SpecRestApi(api, 'Spec', { apiDefinition: ApiDefinition.fromInline({ openapi: '3.0.0' }) }).root),
    '"mountOn" is / of an API that an OpenAPI document defines, and the next change of the document would remove the notes: '
      + 'use an API whose resources are constructs, or set "mode" of its CfnRestApi to "merge"',
  ],
  [
    'a resource that has notes',
    inStack((api) => api.root.addResource('notes').parentResource!),
    '"mountOn" is /, which already has a resource "notes": use another resource',
  ],
  [
    'an API of another stack',
    inStack(() => elsewhere().root),
    '"mountOn" is / of an API in the stack "Other", so the two stacks would depend on each other',
  ],
  [
    'a throttle',
    () => mounted(() => ({ throttle: { rateLimit: 1 } })),
    '"throttle" configures the stage, which belongs to the API of "mountOn": leave it out',
  ],
  [
    'a web ACL',
    () => mounted(() => ({ webAclArn: 'arn' })),
    '"webAclArn" configures the stage, which belongs to the API of "mountOn": leave it out',
  ],
])('%s is refused with the prop and what to do', (_, attempt, message) => {
  expect(attempt).toThrow(message);
});

test('an API has problem documents from one of its parts alone', () => {
  const { stack, api } = mounted(() => ({ gatewayResponses: true }));
  expect(() => new NotesApi(stack, 'More', { mountOn: api.root.addResource('v2'), gatewayResponses: true }))
    .toThrow('"gatewayResponses" is true, but the API already has the gateway response Stack/Notes/MISSING_AUTHENTICATION_TOKEN/Resource: leave "gatewayResponses" out');
});

test('an API that a document is merged into takes notes', () => {
  const stack = new Stack(new App(), 'Stack');
  const api = new SpecRestApi(stack, 'Spec', { apiDefinition: ApiDefinition.fromInline({ openapi: '3.0.0' }), mode: RestApiMode.MERGE });
  expect(() => new NotesApi(stack, 'Notes', { mountOn: api.root })).not.toThrow();
});

test('the same resource does not take notes twice', () => {
  const { stack, api } = mounted();
  expect(() => new NotesApi(stack, 'More', { mountOn: api.root.getResource('v1') })).toThrow(
    '"mountOn" is /v1, which already has a resource "notes"',
  );
});

test('notes may be mounted on two imported APIs whose roots are called alike', () => {
  const stack = new Stack(new App(), 'Stack');
  for (const id of ['One', 'Other']) {
    const api = RestApi.fromRestApiAttributes(stack, `${id}Api`, { restApiId: id, rootResourceId: 'root' });
    new NotesApi(stack, id, { mountOn: api.root });
  }
  const collections = Object.values(Template.fromStack(stack).findResources('AWS::ApiGateway::Resource', { Properties: { ParentId: 'root' } }));
  expect(collections.map(({ Properties }) => Properties.RestApiId)).toEqual(['One', 'Other']);
});
