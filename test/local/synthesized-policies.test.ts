import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { RestApi } from 'aws-cdk-lib/aws-apigateway';
import { UserPool } from 'aws-cdk-lib/aws-cognito';
import { Vpc } from 'aws-cdk-lib/aws-ec2';
import { AccountRootPrincipal, CfnRole, IRole, Role } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { CfnFunction } from 'aws-cdk-lib/aws-lambda';
import { actionsOf, AskedAccess, decided, simulated } from './iam-simulate';
import { readAssembly } from '../../local/cloudformation/assembly';
import { InvokeUrls } from '../../local/cloudformation/invoke-urls';
import { Stack as SynthesizedStack } from '../../local/cloudformation/stack';
import { Role as SynthesizedRole } from '../../local/iam/role';
import { Roles } from '../../local/iam/roles';
import { NotesOperation, OPERATIONS } from '../../src/contract/operations';
import { NotesApi, NotesApiProps, NotesAuthorization } from 'cdk-notes-api';

const operations = Object.values(NotesOperation);

const PROPS: Record<string, (stack: Stack) => NotesApiProps> = {
  'the defaults': () => ({}),
  'an open API': () => ({ authorization: NotesAuthorization.none() }),
  'all else': (stack) => ({
    authorization: NotesAuthorization.cognito([new UserPool(stack, 'Users')]),
    removalPolicy: RemovalPolicy.DESTROY,
    requireIfMatch: true,
    timeBudget: { allAttempts: Duration.seconds(3) },
  }),
  'a customer\'s key': (stack) => ({ encryptionKey: new Key(stack, 'Key') }),
  'a VPC': (stack) => ({ vpc: new Vpc(stack, 'Vpc') }),
  'functions without traces': () => ({ tracing: false }),
};

/** A stack with a notes API, as the local stack reads it. */
function synthesized(props: (stack: Stack) => NotesApiProps, customise?: (notes: NotesApi, caller: IRole) => void) {
  const outdir = mkdtempSync(join(tmpdir(), 'notes-policies-'));
  const app = new App({ outdir });
  const stack = new Stack(app, 'Policies', { env: { account: '123456789012', region: 'us-east-1' } });
  const notes = new NotesApi(stack, 'Notes', props(stack));
  const caller = new Role(stack, 'Caller', { assumedBy: new AccountRootPrincipal() });
  customise?.(notes, caller);
  const functionIds = new Map(operations.map((operation) => [
    operation, stack.getLogicalId(notes.functions[operation].node.defaultChild as CfnFunction),
  ]));
  const callerId = stack.getLogicalId(caller.node.defaultChild as CfnRole);
  app.synth();
  const [deployed] = SynthesizedStack.all(readAssembly(outdir), new InvokeUrls());
  rmSync(outdir, { recursive: true });
  const roles = new Roles([deployed], (line) => { throw new Error(line); });
  return {
    deployed,
    mountPath: notes.mountPath.replace(/\/$/, ''),
    caller: roles.find(deployed.getAtt(callerId, 'Arn')),
    functionOf: (operation: NotesOperation) => {
      const { properties } = deployed.resources<{ Role: string; LoggingConfig: { LogGroup: string } }>('AWS::Lambda::Function')
        .find(({ logicalId }) => logicalId === functionIds.get(operation))!;
      return { role: roles.find(properties.Role), logGroup: properties.LoggingConfig.LogGroup };
    },
  };
}

/** The allowed requests, about which the local stack and iam-simulate agree. */
function allowed(role: SynthesizedRole, asked: readonly AskedAccess[]): string[] {
  const decisions = asked.map((access) => ({ asked: `${access.action} ${access.resource}`, effect: decided(role, access) }));
  expect(decisions).toEqual(asked.map((access) => ({ asked: `${access.action} ${access.resource}`, effect: simulated(role, access) })));
  return decisions.filter(({ effect }) => effect === 'allow').map(({ asked: pair }) => pair);
}

/** Every action of a service on all of these resources, or on `*` if it applies to none. */
async function everyAction(service: string, resources: readonly string[]): Promise<AskedAccess[]> {
  const actions = await actionsOf(service);
  expect(actions.length).toBeGreaterThan(50);
  return actions.flatMap(({ action, hasResources }) => (hasResources ? resources : ['*']).map((resource) => ({ action, resource })));
}

describe.each(Object.entries(PROPS))('the roles of %s', (_, props) => {
  const { deployed, functionOf } = synthesized(props);
  const [{ arn: table }] = deployed.resources('AWS::DynamoDB::GlobalTable');

  test.each(operations)('%s may do its one action on the table, and nothing else in DynamoDB', async (operation) => {
    const others = [
      `${table}2`,
      table.replace(/[^/]+$/, 'Other'),
      `${table}/index/any`,
      `${table}/stream/any`,
      `${table}/backup/any`,
      `${table}/export/any`,
      table.replace('table/', 'global-table/').replace(/us-east-1:\d+/, ':'),
      table.replace('us-east-1', 'eu-west-1'),
      table.replace(/\d{12}/, '210987654321'),
    ];
    expect(allowed(functionOf(operation).role, await everyAction('dynamodb', [table, ...others]))).toEqual([
      `${OPERATIONS[operation].action} ${table}`,
    ]);
  });

  test.each(operations)('%s may write to its own log group, and nothing else in CloudWatch Logs', async (operation) => {
    const { logGroup, role } = functionOf(operation);
    const own = `${table.replace(/:dynamodb:(.*:)table.*/, ':logs:$1log-group')}:${logGroup}`;
    const stream = `${own}:log-stream:2026/01/01/[$LATEST]1`;
    const others = [
      ...operations.filter((other) => other !== operation).map((other) => own.replace(logGroup, functionOf(other).logGroup)),
      `${own}2`,
    ];
    const resources = [own, stream, ...others.flatMap((other) => [other, `${other}:log-stream:1`])];
    expect(allowed(role, await everyAction('logs', resources)).sort()).toEqual([
      `logs:CreateLogStream ${stream}`,
      `logs:PutLogEvents ${stream}`,
    ]);
  });
});

describe('the roles of functions in a VPC', () => {
  const { functionOf } = synthesized(PROPS['a VPC']);
  const CONNECTING = [
    'AssignPrivateIpAddresses', 'CreateNetworkInterface', 'DeleteNetworkInterface', 'DescribeNetworkInterfaces', 'DescribeSubnets',
    'UnassignPrivateIpAddresses',
  ];

  /** The EC2 actions that the role of a function allows, by the requesting function; none when Lambda itself makes the request. */
  async function allowedInEc2(operation: NotesOperation, functions: string[]): Promise<string[]> {
    const asked = await everyAction('ec2', ['arn:aws:ec2:us-east-1:123456789012:network-interface/eni-0a1b2c3d']);
    const keys = { 'lambda:SourceFunctionArn': functions };
    return allowed(functionOf(operation).role, asked.map((access) => ({ ...access, keys }))).map((pair) => pair.split(' ')[0]).sort();
  }

  test.each(operations)('let Lambda connect %s, and nothing else in EC2', async (operation) => {
    expect(await allowedInEc2(operation, [])).toEqual(CONNECTING.map((action) => `ec2:${action}`));
  });

  test.each(operations)('let the code of %s do nothing in EC2', async (operation) => {
    expect(await allowedInEc2(operation, ['arn:aws:lambda:us-east-1:123456789012:function:any'])).toEqual([]);
  });
});

describe('a caller that is granted', () => {
  const ME = 'us-east-1:b0b5f1c2-0000-4000-8000-000000000001';
  // No `*`: iam-simulate treats a wildcard in a request as any user.
  const OTHERS = [`${ME}2`, ME.slice(0, -1), ME.toUpperCase(), ME.replace(':', '%3A'), ME.replace('0001', '0002'), 'me', '..', ''];
  const routes = operations.flatMap((operation) => OPERATIONS[operation].routes.map(({ method, path }) => ({ operation, method, path })));

  /** The requests that the caller may send, by operation and user. */
  function mayInvoke(grant: (notes: NotesApi, caller: IRole) => void, props = PROPS['the defaults']): string[] {
    const { caller, deployed, mountPath } = synthesized(props, grant);
    const { account, region } = deployed;
    const [{ physicalId: apiId }] = deployed.resources('AWS::ApiGateway::RestApi');
    const names = new Map(
      routes.flatMap(({ operation, method, path }) =>
        [ME, ...OTHERS].flatMap((user) =>
          ['prod', 'test'].flatMap((stage) =>
            [region, 'eu-west-1'].map((where): [string, string] => [
              `execute-api:Invoke arn:aws:execute-api:${where}:${account}:${apiId}/${stage}/${method}${mountPath}${path.replace('{userId}', user).replace('{id}', 'note')}`,
              [operation, user, ...(stage === 'prod' ? [] : [stage]), ...(where === region ? [] : [where])].join(' '),
            ]),
          ),
        ),
      ),
    );
    const keys = { 'cognito-identity.amazonaws.com:sub': [ME] };
    return allowed(
      caller,
      [...names.keys()].map((name) => ({ action: 'execute-api:Invoke', resource: name.split(' ')[1], keys })),
    ).map((name) => names.get(name)!);
  }

  const all = (granted: readonly NotesOperation[], users: readonly string[]) =>
    routes.filter(({ operation }) => granted.includes(operation)).flatMap(({ operation }) => users.map((user) => `${operation} ${user}`));

  test('all operations may invoke every route of every user', () => {
    expect(mayInvoke((notes, caller) => notes.grants.invoke(caller))).toEqual(all(operations, [ME, ...OTHERS]));
  });

  test.each(operations)('%s may invoke its routes of every user, and with the list every note', (operation) => {
    const granted = operation === NotesOperation.LIST ? [NotesOperation.GET, NotesOperation.LIST] : [operation];
    expect(mayInvoke((notes, caller) => notes.grants.invoke(caller, operation))).toEqual(all(granted, [ME, ...OTHERS]));
  });

  test('its own notes may invoke every route of its own', () => {
    expect(mayInvoke((notes, caller) => notes.grants.invokeOwn(caller))).toEqual(all(operations, [ME]));
  });

  test('its own notes may invoke every route of its own where they are mounted on another API', () => {
    const mounted = (stack: Stack): NotesApiProps => {
      const api = new RestApi(stack, 'Shop');
      api.root.addMethod('GET');
      return { mountOn: api.root.resourceForPath('shop/v1') };
    };
    expect(mayInvoke((notes, caller) => notes.grants.invokeOwn(caller), mounted)).toEqual(all(operations, [ME]));
  });

  test.each(operations)('%s of its own notes may invoke these routes of its own', (operation) => {
    expect(mayInvoke((notes, caller) => notes.grants.invokeOwn(caller, operation))).toEqual(all([operation], [ME]));
  });
});
