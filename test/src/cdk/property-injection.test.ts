import { App, InjectionContext, IPropertyInjector, RemovalPolicy, Stack, Stage } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { AuthorizationType, IAuthorizer, MockIntegration, RestApi, RestApiProps } from 'aws-cdk-lib/aws-apigateway';
import { TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import { ManagedPolicy, PolicyDocument, Role } from 'aws-cdk-lib/aws-iam';
import { Function } from 'aws-cdk-lib/aws-lambda';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { HANDLERS } from '../../operations';
import { routes } from '../routes';
import { NotesApi, NotesApiProps, NotesAuthorization, NotesOperation } from 'cdk-notes-api';

type Inject<Props> = (props: Props, context: InjectionContext) => Props;

const injector = <Props>(constructUniqueId: string, inject: Inject<Props>): IPropertyInjector => ({ constructUniqueId, inject });
const ofNotes = (inject: Inject<NotesApiProps>) => injector(NotesApi.PROPERTY_INJECTION_ID, inject);
const offering = (...operations: NotesOperation[]) => ofNotes((props) => ({ operations, ...props }));

/** The operations of notes in a stack, in a stage and in an app, each with its own injectors. */
function offered({ app, stage, stack }: Partial<Record<'app' | 'stage' | 'stack', IPropertyInjector[]>>, props?: NotesApiProps): string[] {
  const scope = new Stack(new Stage(new App({ propertyInjectors: app }), 'Live', { propertyInjectors: stage }), 'Stack', {
    propertyInjectors: stack,
  });
  return Object.keys(new NotesApi(scope, 'Notes', props).functions);
}

function synthWith(...propertyInjectors: IPropertyInjector[]): Template {
  const stack = new Stack(new App({ propertyInjectors }), 'Stack');
  new NotesApi(stack, 'Notes');
  return Template.fromStack(stack);
}

test('an injector of the app sets props of every notes API', () => {
  expect(NotesApi.PROPERTY_INJECTION_ID).toBe('cdk-notes-api.NotesApi');
  const injected = { authorization: NotesAuthorization.none(), removalPolicy: RemovalPolicy.DESTROY, throttle: { rateLimit: 7 } };
  const template = synthWith(ofNotes((props) => ({ ...props, ...injected })));
  expect(new Set(Object.values(routes(template)))).toEqual(new Set(['NONE']));
  template.allResources('AWS::DynamoDB::GlobalTable', { DeletionPolicy: 'Delete' });
  template.hasResourceProperties('AWS::ApiGateway::Stage', { MethodSettings: [Match.objectLike({ ThrottlingRateLimit: 7 })] });
});

test('the nearest injector counts, alone', () => {
  const [app, stage, stack] = [NotesOperation.GET, NotesOperation.LIST, NotesOperation.CREATE].map((operation) => [offering(operation)]);
  expect(offered({ app, stage, stack })).toEqual(['CREATE']);
  expect(offered({ app, stage })).toEqual(['LIST']);
  expect(offered({ app })).toEqual(['GET']);
  expect(offered({ app, stage, stack }, { operations: [NotesOperation.DELETE] })).toEqual(['DELETE']);
});

test('an injector for another class hides none further up', () => {
  expect(offered({ app: [offering(NotesOperation.GET)], stack: [injector('aws-cdk-lib.aws-lambda.Function', (props) => props)] })).toEqual([
    'GET',
  ]);
});

test('an injector is told the props, where the notes will be, and their id', () => {
  const inject = jest.fn((props: NotesApiProps) => props);
  const stack = new Stack(new App({ propertyInjectors: [ofNotes(inject)] }), 'Stack');
  new NotesApi(stack, 'Plain');
  new NotesApi(stack, 'Strict', { requireIfMatch: true });
  expect(inject.mock.calls).toEqual([[{}, { scope: stack, id: 'Plain' }], [{ requireIfMatch: true }, { scope: stack, id: 'Strict' }]]);
});

test('an injector runs before there is anything of the notes', () => {
  const ids: string[][] = [];
  synthWith(ofNotes((props, { scope }) => {
    ids.push(scope.node.children.map(({ node }) => node.id));
    return props;
  }));
  expect(ids).toEqual([[]]);
});

test('an injector reaches subclasses', () => {
  class TeamNotes extends NotesApi {
    constructor(scope: Construct, id: string) {
      super(scope, id, { requireIfMatch: true });
    }
  }
  const stack = new Stack(new App({ propertyInjectors: [offering(NotesOperation.UPDATE)] }), 'Stack');
  const { functions } = new TeamNotes(stack, 'Notes');
  expect(Object.keys(functions)).toEqual(['UPDATE']);
  Template.fromStack(stack).hasResourceProperties('AWS::Lambda::Function', { Environment: { Variables: { REQUIRE_IF_MATCH: 'true' } } });
});

test('an injector that creates notes itself lets them through, as with the constructs of the CDK', () => {
  let creating = false;
  const inject: Inject<NotesApiProps> = (props, { scope }) => {
    if (creating) {
      return props;
    }
    creating = true;
    new NotesApi(scope, 'Archive', { operations: [NotesOperation.GET] });
    creating = false;
    return { ...props, requireIfMatch: true };
  };
  synthWith(ofNotes(inject)).resourceCountIs('AWS::DynamoDB::GlobalTable', 2);
});

test('scopes without injectors stay without', () => {
  const stack = new Stack(new App(), 'Stack');
  new NotesApi(stack, 'Notes');
  expect(stack.node.scopes.flatMap((scope) => Object.getOwnPropertySymbols(scope)).map(String)).not.toContain(
    'Symbol(@aws-cdk/core.PropertyInjectors)',
  );
});

test.each<[string, unknown, string]>([
  ['operations that are none', { operations: [] }, '"operations" is []: leave it out for all operations'],
  ['a removal policy of no table', { removalPolicy: 'snapshot' }, '"removalPolicy" is "snapshot", which DynamoDB tables do not support'],
  ['a throttle of nothing', { throttle: { rateLimit: 0 } }, '"throttle.rateLimit" is 0'],
  [
    'nothing',
    undefined,
    'the property injector for "cdk-notes-api.NotesApi" returned undefined: return the given props with the changes applied',
  ],
  ['null', null, 'the property injector for "cdk-notes-api.NotesApi" returned null'],
  ['a text', 'DESTROY', 'the property injector for "cdk-notes-api.NotesApi" returned "DESTROY"'],
])('an injector that returns %s is refused', (_, injected, message) => {
  expect(() => synthWith(ofNotes(() => injected as NotesApiProps))).toThrow(message);
});

test.each<[string, string, object, string, number, object]>([
  [
    'Function',
    Function.PROPERTY_INJECTION_ID,
    { reservedConcurrentExecutions: 3 },
    'AWS::Lambda::Function',
    HANDLERS.length,
    { ReservedConcurrentExecutions: 3 },
  ],
  ['LogGroup', LogGroup.PROPERTY_INJECTION_ID, { retention: 7 }, 'AWS::Logs::LogGroup', HANDLERS.length, { RetentionInDays: 7 }],
  ['Role', Role.PROPERTY_INJECTION_ID, { description: 'audited' }, 'AWS::IAM::Role', HANDLERS.length + 1, { Description: 'audited' }],
  [
    'TableV2',
    TableV2.PROPERTY_INJECTION_ID,
    { contributorInsights: true },
    'AWS::DynamoDB::GlobalTable',
    1,
    { Replicas: [Match.objectLike({ ContributorInsightsSpecification: Match.objectLike({ Enabled: true }) })] },
  ],
  [
    'RestApi',
    RestApi.PROPERTY_INJECTION_ID,
    { disableExecuteApiEndpoint: true },
    'AWS::ApiGateway::RestApi',
    1,
    { DisableExecuteApiEndpoint: true },
  ],
])("an injector for the CDK's %s reaches every one of the notes", (_, id, injected, type, count, expected) => {
  const template = synthWith(injector(id, (props: object) => ({ ...props, ...injected })));
  template.resourcePropertiesCountIs(type, expected, count);
});

test('an injector for roles gives each a permissions boundary', () => {
  const injecting = injector(Role.PROPERTY_INJECTION_ID, (props: object, { scope }) =>
    ({ ...props, permissionsBoundary: ManagedPolicy.fromManagedPolicyName(scope, 'Boundary', 'developers') }));
  synthWith(injecting).allResourcesProperties('AWS::IAM::Role', { PermissionsBoundary: Match.anyValue() });
});

test('no injector for REST APIs has answers cached', () => {
  const caching = injector(RestApi.PROPERTY_INJECTION_ID, (props: RestApiProps) => ({
    ...props,
    deployOptions: { ...props.deployOptions, cachingEnabled: true },
  }));
  expect(() => synthWith(caching)).toThrow(
    'the stage Stack/Notes/Api/DeploymentStage.prod/Resource caches GET /notes/{userId}/{id}, GET /notes/{userId}',
  );
});

test('an injector of another version or language finds the construct by the same id', () => {
  expect(NotesApi.PROPERTY_INJECTION_ID).toBe('cdk-notes-api.NotesApi');
});

describe('an injector for REST APIs that collides with the notes', () => {
  const giving = (props: RestApiProps, notes?: NotesApiProps) => () => {
    const stack = new Stack(new App({
      propertyInjectors: [injector(RestApi.PROPERTY_INJECTION_ID, (given: RestApiProps) => ({ ...given, ...props }))],
    }), 'Stack');
    new NotesApi(stack, 'Notes', notes);
    return Template.fromStack(stack);
  };
  const defaultCorsPreflightOptions = { allowOrigins: ['https://shop.example.com'] };

  test('by its preflights is refused with both names', () => {
    expect(giving({ defaultCorsPreflightOptions }, { corsOrigins: ['*'] })).toThrow(
      /^"corsOrigins" is \["\*"\], but a property injector of the app sets "defaultCorsPreflightOptions" of \S+, /,
    );
  });

  test('by preflights alone does not', () => {
    expect(giving({ defaultCorsPreflightOptions })().findResources('AWS::ApiGateway::Method', { Properties: { HttpMethod: 'OPTIONS' } }))
      .not.toEqual({});
  });

  test('by no deployment is refused', () => {
    expect(giving({ deploy: false, deployOptions: undefined })).toThrow('a property injector of the app sets "deploy: false" on RestApi');
  });

  test('by an authorizer of its own is refused', () => {
    const authorizer = { authorizerId: 'a', authorizationType: AuthorizationType.CUSTOM } as IAuthorizer;
    expect(giving({ defaultMethodOptions: { authorizer } })).toThrow('a property injector of the app sets an authorizer in "defaultMethodOptions" of RestApi');
  });

  test.each<[string, RestApiProps]>([
    ['a stage of another name', { deployOptions: { stageName: 'live' } }],
    ['an integration', { defaultIntegration: new MockIntegration() }],
    ['a role for logs', { cloudWatchRole: true }],
    ['an API key', { defaultMethodOptions: { apiKeyRequired: true } }],
    ['a policy and media types', { policy: new PolicyDocument(), binaryMediaTypes: ['*/*'] }],
    ['no endpoint of its own', { disableExecuteApiEndpoint: true }],
  ])('but not by %s leaves the notes as they are', (_, props) => {
    expect(Object.keys(routes(giving(props)()))).toEqual(Object.keys(routes(giving({})())));
  });
});
