import { App, CfnResource, RemovalPolicies, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { HANDLERS, ROUTES } from '../operations';
import { methods, routes } from './routes';
import { statements, synth } from './synth';
import { OPERATIONS } from '../../src/contract/operations';
import { bundledCode } from '../../src/functions/notes-function';
import { NotesApi, NotesApiProps, NotesAuthorization, NotesOperation } from 'cdk-notes-api';

describe('by default', () => {
  const { stack, notes, template } = synth();

  test('the table has the keys of the tutorial, on-demand billing and what keeps notes from being lost', () => {
    template.hasResource('AWS::DynamoDB::GlobalTable', {
      Properties: {
        KeySchema: [{ AttributeName: 'PK', KeyType: 'HASH' }, { AttributeName: 'SK', KeyType: 'RANGE' }],
        AttributeDefinitions: [{ AttributeName: 'PK', AttributeType: 'S' }, { AttributeName: 'SK', AttributeType: 'S' }],
        BillingMode: 'PAY_PER_REQUEST',
        TimeToLiveSpecification: { AttributeName: 'expiresAt', Enabled: true },
        Replicas: [Match.objectLike({
          DeletionProtectionEnabled: true,
          PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
        })],
      },
      DeletionPolicy: 'Retain',
      UpdateReplacePolicy: 'Retain',
    });
  });

  test('every operation has a function of its own', () => {
    const handlers = Object.values(template.findResources('AWS::Lambda::Function')).map(({ Properties }) => Properties.Handler);
    expect(handlers.sort()).toEqual(HANDLERS.map((handler) => `index.${handler}`).sort());
    expect(Object.keys(notes.functions)).toEqual(Object.values(NotesOperation));
  });

  test('a function runs on Node.js 24 and arm64, knows its table and logs JSON to its own group', () => {
    const { Properties } = Object.values(template.findResources('AWS::Lambda::Function', { Properties: { Handler: 'index.getNote' } }))[0];
    expect({ ...Properties, Code: 'asset' }).toMatchSnapshot();
  });

  test('the functions share one asset', () => {
    const keys = Object.values(template.findResources('AWS::Lambda::Function')).map(({ Properties }) => Properties.Code.S3Key);
    expect(new Set(keys).size).toBe(1);
  });

  test.each(Object.values(OPERATIONS))(
    '$handler may do $action on the table, write to its own log group, send traces, and nothing else',
    ({ handler, action }) => {
      const [lambda] = Object.values(template.findResources('AWS::Lambda::Function', { Properties: { Handler: `index.${handler}` } }));
      const role = lambda.Properties.Role['Fn::GetAtt'][0];
      expect(statements(template)[role]).toEqual([
        { Effect: 'Allow', Action: action, Resource: { 'Fn::GetAtt': [tableId(template), 'Arn'] } },
        {
          Effect: 'Allow',
          Action: ['logs:CreateLogStream', 'logs:PutLogEvents'],
          Resource: { 'Fn::GetAtt': [lambda.Properties.LoggingConfig.LogGroup.Ref, 'Arn'] },
        },
        { Effect: 'Allow', Action: ['xray:PutTelemetryRecords', 'xray:PutTraceSegments'], Resource: '*' },
      ]);
    },
  );

  test('no permission comes from anywhere but the roles of the functions and that of the methods', () => {
    template.resourceCountIs('AWS::IAM::Role', HANDLERS.length + 1);
    template.resourceCountIs('AWS::Lambda::Permission', 0);
    template.resourceCountIs('AWS::IAM::Policy', 0);
    template.resourceCountIs('AWS::IAM::ManagedPolicy', 0);
    template.allResourcesProperties('AWS::IAM::Role', { ManagedPolicyArns: Match.absent() });
  });

  test('logs are kept for a month', () => {
    template.resourceCountIs('AWS::Logs::LogGroup', HANDLERS.length);
    template.allResourcesProperties('AWS::Logs::LogGroup', { RetentionInDays: 30 });
    template.allResources('AWS::Logs::LogGroup', { DeletionPolicy: 'Retain' });
  });

  test('the methods are the routes of the operations, and each wants signed requests', () => {
    expect(routes(template)).toEqual(Object.fromEntries(ROUTES.map(({ method, path }) => [`${method} ${path}`, 'AWS_IAM'])));
  });

  test('API Gateway invokes the functions under one role, which it alone may take and which allows nothing else', () => {
    const { Credentials } = methods(template)['GET /notes/{userId}/{id}'].Integration;
    const role = Credentials['Fn::GetAtt'][0];
    const functions = Object.keys(template.findResources('AWS::Lambda::Function')).sort();
    expect(Object.values(methods(template)).map(({ Integration }) => Integration.Credentials)).toEqual(
      Array(ROUTES.length).fill({ 'Fn::GetAtt': [role, 'Arn'] }),
    );
    expect(template.findResources('AWS::IAM::Role')[role].Properties.AssumeRolePolicyDocument).toEqual({
      Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'apigateway.amazonaws.com' } }],
      Version: '2012-10-17',
    });
    expect(statements(template)[role]).toEqual([
      { Effect: 'Allow', Action: 'lambda:InvokeFunction', Resource: functions.map((id) => ({ 'Fn::GetAtt': [id, 'Arn'] })) },
    ]);
  });

  test('the logging role of the account is left alone', () => {
    template.resourceCountIs('AWS::ApiGateway::Account', 0);
  });

  test('the stack gets no outputs and no parameters but the bootstrap version', () => {
    template.templateMatches({ Outputs: Match.absent() });
    expect(Object.keys(template.toJSON().Parameters)).toEqual(['BootstrapVersion']);
  });

  test('everything that is created is part of the construct', () => {
    const outside = ['BootstrapVersion', 'CheckBootstrapVersion'];
    expect(stack.node.children.map(({ node }) => node.id).filter((id) => !outside.includes(id))).toEqual(['Notes']);
  });

  test('the url is that of the deployed stage, with a slash at its end', () => {
    expect(stack.resolve(notes.url)['Fn::Join'][1]).toEqual([
      'https://', { Ref: stack.resolve(notes.restApiId).Ref }, '.execute-api.', { Ref: 'AWS::Region' }, '.', { Ref: 'AWS::URLSuffix' },
      '/', { Ref: expect.stringContaining('Stageprod') }, '/',
    ]);
  });

  test('nothing warns', () => {
    expect(stack.node.findAll().flatMap(({ node }) => node.metadata).filter(({ type }) => type === 'aws:cdk:warning')).toEqual([]);
  });
});

test('the logical ids of everything that lives are frozen', () => {
  const { Resources } = synth().template.toJSON();
  const ids = Object.keys(Resources).filter((id) => Resources[id].Type !== 'AWS::ApiGateway::Deployment');
  expect(ids.sort()).toMatchSnapshot();
});

test('the tutorial\'s open API takes unsigned requests and says so in a warning of a stable id', () => {
  const { notes, template } = synth({ authorization: NotesAuthorization.none() });
  expect(new Set(Object.values(routes(template)))).toEqual(new Set(['NONE']));
  const warnings = notes.node.metadata.filter(({ type }) => type === 'aws:cdk:warning').map(({ data }) => data);
  expect(warnings).toEqual([expect.stringMatching(/^The notes API is open: .*\[ack: cdk-notes-api:open-api\]$/)]);
});

test('only the operations that are named are offered', () => {
  const { notes, template } = synth({ operations: [NotesOperation.GET, NotesOperation.GET] });
  expect(Object.keys(routes(template))).toEqual(['GET /notes/{userId}/{id}', 'HEAD /notes/{userId}/{id}']);
  expect(Object.keys(notes.functions)).toEqual(['GET']);
  template.resourceCountIs('AWS::Lambda::Function', 1);
});

test('CREATE and GET are the two functions of the tutorial', () => {
  const { template } = synth({ authorization: NotesAuthorization.none(), operations: [NotesOperation.CREATE, NotesOperation.GET] });
  expect(Object.keys(routes(template))).toEqual(['POST /notes/{userId}', 'GET /notes/{userId}/{id}', 'HEAD /notes/{userId}/{id}']);
  const functions = Object.values(template.findResources('AWS::Lambda::Function')).map(({ Properties }) => Properties);
  expect(functions.map(({ Handler }) => Handler)).toEqual(['index.createNote', 'index.getNote']);
  for (const { Environment } of functions) {
    expect(Environment.Variables).toEqual({ TABLE_NAME: { Ref: tableId(template) } });
  }
});

test('with requireIfMatch the functions that change notes are told, and no other', () => {
  const { template } = synth({ requireIfMatch: true });
  const told = Object.values(
    template.findResources('AWS::Lambda::Function', { Properties: { Environment: { Variables: { REQUIRE_IF_MATCH: 'true' } } } }),
  );
  expect(told.map(({ Properties }) => Properties.Handler).sort()).toEqual(['index.deleteNote', 'index.updateNote']);
});

test.each<[string, NotesApiProps, string]>([
  [
    'an empty list of operations',
    { operations: [] },
    '"operations" is []: leave it out for all operations, or list some of CREATE, GET, LIST, UPDATE, DELETE',
  ],
  ['an operation that is no list', { operations: 'GET' as never }, '"operations" is "GET": leave it out'],
  ['an unknown operation', { operations: ['PURGE' as never] }, '"operations" has "PURGE", which is not an operation: leave it out'],
  ['an undefined operation', { operations: [undefined as never] }, '"operations" has undefined, which is not an operation: leave it out'],
  [
    'an authorization that is none of ours',
    { authorization: {} as never },
    '"authorization" is {}: use a NotesAuthorization',
  ],
  ['an authorization that was not called', { authorization: NotesAuthorization.none as never }, '"authorization" is a function: use a NotesAuthorization'],
  [
    'a removal policy of no table',
    { removalPolicy: RemovalPolicy.SNAPSHOT },
    '"removalPolicy" is "snapshot", which DynamoDB tables do not support: use one of',
  ],
])('%s is refused with the prop, its value and what to do', (_, props, message) => {
  expect(() => synth(props)).toThrow(message);
});

test('with RemovalPolicy.DESTROY the table and the logs go with the stack', () => {
  const { template } = synth({ removalPolicy: RemovalPolicy.DESTROY });
  template.hasResource('AWS::DynamoDB::GlobalTable', {
    DeletionPolicy: 'Delete',
    Properties: { Replicas: [Match.objectLike({ DeletionProtectionEnabled: false })] },
  });
  template.allResources('AWS::Logs::LogGroup', { DeletionPolicy: 'Delete' });
});

test('with RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE a first deployment that fails can delete the table again', () => {
  synth({ removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE }).template.hasResource('AWS::DynamoDB::GlobalTable', {
    DeletionPolicy: 'RetainExceptOnCreate',
    Properties: { Replicas: [Match.objectLike({ DeletionProtectionEnabled: false })] },
  });
});

test('two notes APIs live in one stack, told apart by name', () => {
  const stack = new Stack(new App(), 'Stack');
  const names = ['Team', 'Private'].map((id) => stack.resolve(new NotesApi(stack, id).restApiName));
  const template = Template.fromStack(stack);
  template.resourceCountIs('AWS::ApiGateway::RestApi', 2);
  template.resourceCountIs('AWS::DynamoDB::GlobalTable', 2);
  const apis = Object.values(template.findResources('AWS::ApiGateway::RestApi'));
  expect(apis.map(({ Properties }) => Properties.Name)).toEqual(names);
  expect(new Set(names).size).toBe(2);
});

test('a bundle that was not built is named, with what builds it', () => {
  expect(() => bundledCode('/nowhere')).toThrow(
    'the code of the functions is missing: the package "cdk-notes-api" has no file /nowhere/index.mjs. '
    + 'If your app is bundled (esbuild, webpack), keep "cdk-notes-api" external; in a checkout of cdk-notes-api, run "npx projen bundle"',
  );
});

function tableId(template: Template): string {
  return Object.keys(template.findResources('AWS::DynamoDB::GlobalTable'))[0];
}

describe('a removal policy that the app sets after the notes were made', () => {
  const protection = (change: (stack: Stack, notes: NotesApi) => void, props: NotesApiProps = {}): [string, boolean[]] => {
    const stack = new Stack(new App(), 'Stack', { env: { region: 'eu-west-1' } });
    change(stack, new NotesApi(stack, 'Notes', { replicaRegions: ['eu-central-1'], ...props }));
    const [table] = Object.values(Template.fromStack(stack).findResources('AWS::DynamoDB::GlobalTable'));
    const replicas: { DeletionProtectionEnabled: boolean }[] = table.Properties.Replicas;
    return [table.DeletionPolicy, replicas.map(({ DeletionProtectionEnabled }) => DeletionProtectionEnabled)];
  };
  const resource = (notes: NotesApi) => notes.table.node.defaultChild as CfnResource;

  test.each<[string, (stack: Stack, notes: NotesApi) => void]>([
    ['for the stack', (stack) => RemovalPolicies.of(stack).destroy()],
    ['for the table', (_, notes) => notes.table.applyRemovalPolicy(RemovalPolicy.DESTROY)],
    ['for the resource of the table', (_, notes) => resource(notes).applyRemovalPolicy(RemovalPolicy.DESTROY)],
  ])('%s decides on the deletion protection of the table and its replicas', (_, change) => {
    expect(protection(() => undefined)).toEqual(['Retain', [true, true]]);
    expect(protection(change)).toEqual(['Delete', [false, false]]);
  });

  test('can also turn the protection on', () => {
    expect(protection((stack) => RemovalPolicies.of(stack).retain(), { removalPolicy: RemovalPolicy.DESTROY })).toEqual(['Retain', [true, true]]);
  });

  test('does not decide on it where an override does', () => {
    expect(protection((stack, notes) => {
      RemovalPolicies.of(stack).destroy();
      resource(notes).addPropertyOverride('Replicas.0.DeletionProtectionEnabled', true);
    })[1]).toContain(true);
  });
});
