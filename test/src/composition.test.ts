import { App, CfnOutput, NestedStack, Stack, Stage } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { MockIntegration, RestApi } from 'aws-cdk-lib/aws-apigateway';
import { UserPool } from 'aws-cdk-lib/aws-cognito';
import { AttributeType, TableEncryptionV2, TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import { Vpc } from 'aws-cdk-lib/aws-ec2';
import { AccountRootPrincipal, Role } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { CfnWebACL } from 'aws-cdk-lib/aws-wafv2';
import { Construct } from 'constructs';
import { HANDLERS, ROUTES } from '../operations';
import { methods } from './routes';
import { synth } from './synth';
import { INotesApi, NotesApi, NotesApiProps, NotesAuthorization, NotesOperation } from 'cdk-notes-api';

/** The uses of notes in any environment. */
function call(scope: Construct, notes: INotesApi): Role {
  const role = new Role(scope, 'Caller', { assumedBy: new AccountRootPrincipal() });
  notes.grants.invoke(role, NotesOperation.GET);
  new CfnOutput(scope, 'Url', { value: notes.url });
  return role;
}

/** The uses of notes in the same region. */
function use(scope: Construct, notes: INotesApi): Role {
  notes.metricServerErrors().createAlarm(scope, 'Alarm', { threshold: 1, evaluationPeriods: 1 });
  return call(scope, notes);
}

/** The statements of the only policy in a template: the actions, and the resources as JSON text. */
function allowed(template: Template): string[][] {
  const [{ Properties }] = Object.values(template.findResources('AWS::IAM::Policy'));
  return Properties.PolicyDocument.Statement.map(({ Action, Resource }: { Action: string; Resource: unknown }) => [
    Action,
    JSON.stringify(Resource),
  ]);
}

/** Two stacks of one app, both with a known environment. */
function siblings(): { app: App; first: Stack; second: Stack } {
  const app = new App();
  const env = { account: '111122223333', region: 'eu-west-1' };
  return { app, first: new Stack(app, 'First', { env }), second: new Stack(app, 'Second', { env }) };
}

const theirTable = (stack: Stack) => new TableV2(stack, 'Table', {
  partitionKey: { name: 'PK', type: AttributeType.STRING },
  sortKey: { name: 'SK', type: AttributeType.STRING },
  encryption: TableEncryptionV2.customerManagedKey(new Key(stack, 'Key')),
});

const webAcl = (stack: Stack) => new CfnWebACL(stack, 'WebAcl', {
  scope: 'REGIONAL',
  defaultAction: { allow: {} },
  visibilityConfig: { cloudWatchMetricsEnabled: true, metricName: 'Notes', sampledRequestsEnabled: false },
});

const dependencies = (app: App, id: string) => app.synth().getStackByName(id).dependencies.map((artifact) => artifact.id);

describe('in a nested stack', () => {
  const nesting = (props?: NotesApiProps) => {
    const parent = new Stack(new App(), 'Parent');
    const nested = new NestedStack(parent, 'Nested');
    return { parent, nested, notes: new NotesApi(nested, 'Notes', props) };
  };

  test('resources have the logical ids that they have anywhere', () => {
    const ids = (template: Template) => Object.entries<{ Type: string }>(template.toJSON().Resources)
      .filter(([, { Type }]) => Type !== 'AWS::ApiGateway::Deployment').map(([id]) => id);
    expect(ids(Template.fromStack(nesting().nested))).toEqual(ids(synth().template));
  });

  test('the parent has the url, the table, the functions, the metrics and callers', () => {
    const { parent, notes } = nesting();
    const role = use(parent, notes);
    notes.table.grantReadData(role);
    notes.functions[NotesOperation.GET].grantInvoke(role);
    const template = Template.fromStack(parent);
    const fromNested = (output: RegExp) => ({ 'Fn::GetAtt': [expect.stringMatching(/^NestedNestedStack/), expect.stringMatching(output)] });
    expect(template.toJSON().Outputs.Url.Value['Fn::Join'][1]).toEqual(
      expect.arrayContaining([fromNested(/^Outputs\.ParentNestedNotesApi\w{8}Ref$/)]),
    );
    expect(allowed(template)).toEqual([
      ['execute-api:Invoke', expect.stringMatching(/ParentNestedNotesApi\w{8}Ref.*\/GET\/notes\/\*\/\?\*/)],
      [expect.arrayContaining(['dynamodb:Query']), expect.stringMatching(/ParentNestedNotesTable\w{8}Arn/)],
      [expect.arrayContaining(['dynamodb:GetRecords']), expect.stringMatching(/ParentNestedNotesTable\w{8}Arn/)],
      ['lambda:InvokeFunction', expect.stringMatching(/ParentNestedNotesGetNoteFunction\w{8}Arn/)],
    ]);
    template.hasResourceProperties('AWS::CloudWatch::Alarm', {
      Dimensions: Match.arrayWith([{ Name: 'ApiName', Value: notes.restApiName }]),
    });
  });

  describe('on an API of the parent', () => {
    const mounting = (props?: NotesApiProps) => {
      const parent = new Stack(new App(), 'Parent');
      const nested = new NestedStack(parent, 'Nested');
      const api = new RestApi(parent, 'Shop', { cloudWatchRole: false });
      api.root.addMethod('GET', new MockIntegration());
      const imported = RestApi.fromRestApiAttributes(nested, 'Shop', {
        restApiId: api.restApiId,
        rootResourceId: api.restApiRootResourceId,
      });
      const notes = new NotesApi(nested, 'Notes', { mountOn: imported.root, ...props });
      notes.addToDeployment(api.latestDeployment!);
      return { parent, nested, deployment: Object.entries(Template.fromStack(parent).findResources('AWS::ApiGateway::Deployment'))[0] };
    };

    test('the methods are of that API, whose deployment waits for the nested stack', () => {
      const {
        nested,
        deployment: [, { DependsOn }],
      } = mounting();
      Template.fromStack(nested).allResourcesProperties('AWS::ApiGateway::Method', {
        RestApiId: { Ref: Match.stringLikeRegexp('^referencetoParentShop') },
      });
      expect(DependsOn).toContainEqual(expect.stringMatching(/^NestedNestedStack/));
    });

    test('the deployment is made anew when the methods change, and only then', () => {
      const [id, again, open] = [undefined, undefined, { authorization: NotesAuthorization.none() }].map(
        (props) => mounting(props).deployment[0],
      );
      expect(again).toBe(id);
      expect(open).not.toBe(id);
    });

    test('the API itself is refused, which would need the nested stack and be needed by it', () => {
      const parent = new Stack(new App(), 'Parent');
      const mountOn = new RestApi(parent, 'Shop', { cloudWatchRole: false }).root;
      expect(() => new NotesApi(new NestedStack(parent, 'Nested'), 'Notes', { mountOn }))
        .toThrow('create the notes API in that stack, or import the API into "Parent/Nested" with RestApi.fromRestApiAttributes');
    });
  });
});

describe('with a second stack', () => {
  test('it has the url, the table, the functions, the metrics and callers, and comes later', () => {
    const { app, first, second } = siblings();
    const notes = new NotesApi(first, 'Notes');
    const role = use(second, notes);
    notes.table.grantReadData(role);
    notes.functions[NotesOperation.GET].grantInvoke(role);
    expect(dependencies(app, 'Second')).toContain('First');
    expect(dependencies(app, 'First')).not.toContain('Second');
    const template = Template.fromStack(second);
    expect(allowed(template)).toEqual([
      [
        'execute-api:Invoke',
        expect.stringMatching(/:execute-api:eu-west-1:111122223333:.*First:ExportsOutputRefNotesApi.*\/GET\/notes\/\*\/\?\*/),
      ],
      [expect.arrayContaining(['dynamodb:Query']), expect.stringMatching(/First:ExportsOutputFnGetAttNotesTable\w+/)],
      [expect.arrayContaining(['dynamodb:GetRecords']), expect.stringMatching(/First:ExportsOutputFnGetAttNotesTable\w+/)],
      ['lambda:InvokeFunction', expect.stringMatching(/First:ExportsOutputFnGetAttNotesGetNoteFunction\w+/)],
    ]);
    template.hasResourceProperties('AWS::CloudWatch::Alarm', {
      Dimensions: Match.arrayWith([{ Name: 'ApiName', Value: notes.restApiName }]),
    });
  });

  test.each<[string, (stack: Stack) => NotesApiProps]>([
    ['users', (stack) => ({ authorization: NotesAuthorization.cognito([new UserPool(stack, 'Users')]) })],
    ['key', (stack) => ({ encryptionKey: new Key(stack, 'Key') })],
    ['encrypted table', (stack) => ({ table: theirTable(stack) })],
    ['VPC', (stack) => ({ vpc: new Vpc(stack, 'Vpc', { maxAzs: 2 }) })],
    ['alarm topics', (stack) => ({ monitoring: { topics: [new Topic(stack, 'Alarms')] } })],
    ['web ACL', (stack) => ({ webAclArn: webAcl(stack).attrArn })],
  ])('the notes may have its %s', (_, propsOf) => {
    const { app, first, second } = siblings();
    new NotesApi(second, 'Notes', propsOf(first));
    expect(dependencies(app, 'Second')).toContain('First');
    expect(dependencies(app, 'First')).not.toContain('Second');
  });

  test('it may be in another region', () => {
    const app = new App();
    const stackIn = (region: string) => new Stack(app, region, { env: { account: '111122223333', region }, crossRegionReferences: true });
    const [there, here] = ['eu-west-1', 'us-east-1'].map(stackIn);
    call(here, new NotesApi(there, 'Notes'));
    const template = Template.fromStack(here);
    expect(JSON.stringify(template.toJSON().Outputs.Url)).toContain('.execute-api.eu-west-1.');
    expect(allowed(template)).toEqual([['execute-api:Invoke', expect.stringContaining(':execute-api:eu-west-1:111122223333:')]]);
  });

  test('it may know the notes by their attributes alone', () => {
    const { first, second } = siblings();
    const api = new RestApi(first, 'Shop', { cloudWatchRole: false });
    const { mountPath, restApiId, restApiName, stageName, url } = new NotesApi(first, 'Notes', { mountOn: api.root.addResource('v1') });
    use(second, NotesApi.fromNotesApiAttributes(second, 'Notes', { mountPath, restApiId, restApiName, stageName, url }));
    const template = Template.fromStack(second);
    expect(allowed(template)).toEqual([['execute-api:Invoke', expect.stringMatching(/ExportsOutputRefShop.*\/GET\/v1\/notes\/\*\/\?\*/)]]);
    template.hasResourceProperties('AWS::CloudWatch::Alarm', { Dimensions: Match.arrayWith([{ Name: 'ApiName', Value: 'Shop' }]) });
    expect(JSON.stringify(template.toJSON().Outputs.Url)).toContain('/v1/');
  });
});

test('stages have notes of their own, in places of their own and under names of their own', () => {
  const app = new App();
  const names = Object.entries({ Beta: 'eu-west-1', Live: 'us-east-1', Spare: 'us-east-1' }).map(([id, region]) =>
    new NotesApi(new Stack(new Stage(app, id, { env: { account: '111122223333', region } }), 'Shop'), 'Notes').restApiName);
  const stacks = app.synth().nestedAssemblies.flatMap(({ nestedAssembly }) => nestedAssembly.stacks);
  expect(stacks.map(({ stackName, environment }) => [stackName, environment.region])).toEqual([
    ['Beta-Shop', 'eu-west-1'],
    ['Live-Shop', 'us-east-1'],
    ['Spare-Shop', 'us-east-1'],
  ]);
  expect(
    stacks.map(
      ({ template }) => Object.values<{ Type: string }>(template.Resources).filter(({ Type }) => Type === 'AWS::Lambda::Function').length,
    ),
  ).toEqual(Array(3).fill(HANDLERS.length));
  expect(new Set(names).size).toBe(3);
});

describe('in one stack', () => {
  test('notes of their own and notes on another API stay apart', () => {
    const stack = new Stack(new App(), 'Stack');
    const api = new RestApi(stack, 'Shop', { cloudWatchRole: false });
    const own = new NotesApi(stack, 'Own');
    const mounted = new NotesApi(stack, 'Mounted', { mountOn: api.root });
    const template = Template.fromStack(stack);
    template.resourceCountIs('AWS::DynamoDB::GlobalTable', 2);
    template.resourceCountIs('AWS::ApiGateway::RestApi', 2);
    template.resourceCountIs('AWS::Lambda::Function', 2 * HANDLERS.length);
    for (const { restApiId } of [own, mounted]) {
      template.resourcePropertiesCountIs('AWS::ApiGateway::Method', { RestApiId: stack.resolve(restApiId) }, ROUTES.length);
    }
    expect(stack.resolve(own.url)).not.toEqual(stack.resolve(mounted.url));
  });

  test('two resources of one API have notes of their own', () => {
    const stack = new Stack(new App(), 'Stack');
    const api = new RestApi(stack, 'Shop', { cloudWatchRole: false });
    for (const id of ['team', 'private']) {
      new NotesApi(stack, id, { mountOn: api.root.addResource(id) });
    }
    const template = Template.fromStack(stack);
    const lambdas = Object.entries(methods(template)).filter(([route]) => route.startsWith('POST'))
      .map(([route, { Integration }]) => [route, JSON.stringify(Integration.Uri)]);
    expect(lambdas).toEqual([
      ['POST /team/notes/{userId}', expect.stringContaining('teamCreateNoteFunction')],
      ['POST /private/notes/{userId}', expect.stringContaining('privateCreateNoteFunction')],
    ]);
  });
});

test('outside of a stack the CDK says what is missing', () => {
  expect(() => new NotesApi(new App(), 'Notes')).toThrow(/should be created in the scope of a Stack, but no Stack found/);
});
