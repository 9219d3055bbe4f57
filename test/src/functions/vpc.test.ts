import { App, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { ISecurityGroup, IVpc, SecurityGroup, Subnet, SubnetType, Vpc } from 'aws-cdk-lib/aws-ec2';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { HANDLERS } from '../../operations';
import { statementsOfFunctions } from '../synth';
import { NotesApi, NotesApiProps } from 'cdk-notes-api';

const ENV = { account: '123456789012', region: 'eu-west-1' };

/** A stack with a notes API whose props are made in it. */
function connected(propsOf: (stack: Stack) => NotesApiProps, env?: typeof ENV) {
  const stack = new Stack(new App(), 'Stack', { env });
  const props = propsOf(stack);
  const notes = new NotesApi(stack, 'Notes', props);
  return { stack, notes, props, template: Template.fromStack(stack) };
}

/** The VPC configuration of each function. */
const configurations = (template: Template) =>
  Object.values(template.findResources('AWS::Lambda::Function', { Properties: { Handler: Match.stringLikeRegexp('Notes?$') } })).map(
    ({ Properties }) => Properties.VpcConfig,
  );

const imported = (stack: Stack) => Vpc.fromVpcAttributes(stack, 'Vpc', {
  vpcId: 'vpc-1',
  availabilityZones: ['a', 'b'],
  privateSubnetIds: ['private-a', 'private-b'],
  isolatedSubnetIds: ['isolated-a', 'isolated-b'],
  publicSubnetIds: ['public-a', 'public-b'],
});
const group = (stack: Stack, id: string) => SecurityGroup.fromSecurityGroupId(stack, id, `sg-${id}`);

describe('with a VPC', () => {
  const { notes, props, stack, template } = connected((scope) => ({ vpc: new Vpc(scope, 'Vpc') }));
  const [groupId] = Object.keys(template.findResources('AWS::EC2::SecurityGroup'));

  test('every function is in its private subnets, with one security group', () => {
    const SubnetIds = stack.resolve(props.vpc!.privateSubnets.map(({ subnetId }) => subnetId));
    expect(SubnetIds.length).toBeGreaterThan(1);
    expect(configurations(template)).toEqual(Array(HANDLERS.length).fill({ SubnetIds, SecurityGroupIds: [{ 'Fn::GetAtt': [groupId, 'GroupId'] }] }));
  });

  test('the security group lets nothing in, and HTTPS out', () => {
    expect(Object.values(template.findResources('AWS::EC2::SecurityGroup')).map(({ Properties }) => Properties)).toEqual([{
      GroupDescription: 'Functions of the notes API',
      SecurityGroupEgress: [{ CidrIp: '0.0.0.0/0', Description: 'AWS services', FromPort: 443, IpProtocol: 'tcp', ToPort: 443 }],
      VpcId: stack.resolve(props.vpc!.vpcId),
    }]);
    template.resourceCountIs('AWS::EC2::SecurityGroupIngress', 0);
    template.resourceCountIs('AWS::EC2::SecurityGroupEgress', 0);
  });

  test('each function waits for its role and for the way out of its subnets', () => {
    const routes = Object.entries(template.findResources('AWS::EC2::Route', { Properties: { NatGatewayId: Match.anyValue() } })).map(
      ([id]) => id,
    );
    expect(routes.length).toBeGreaterThan(1);
    for (const { DependsOn, Properties } of Object.values(
      template.findResources('AWS::Lambda::Function', { Properties: { VpcConfig: Match.anyValue() } }),
    )) {
      expect(DependsOn).toEqual(expect.arrayContaining([...routes, Properties.Role['Fn::GetAtt'][0]]));
    }
  });

  test('Lambda may do with each role what it needs for the network interfaces, and the function itself may not', () => {
    const ofEc2 = statementsOfFunctions(template).map((all) => all.filter(({ Action }) => String(Action).includes('ec2:')));
    expect(ofEc2).toEqual(Array(HANDLERS.length).fill([{
      Effect: 'Allow',
      Action: [
        'ec2:AssignPrivateIpAddresses',
        'ec2:CreateNetworkInterface',
        'ec2:DeleteNetworkInterface',
        'ec2:DescribeNetworkInterfaces',
        'ec2:DescribeSubnets',
        'ec2:UnassignPrivateIpAddresses',
      ],
      Resource: '*',
      Condition: { Null: { 'lambda:SourceFunctionArn': 'true' } },
    }]));
  });

  test('no permission comes from anywhere but the roles themselves', () => {
    template.resourceCountIs('AWS::IAM::Policy', 0);
    template.resourceCountIs('AWS::IAM::ManagedPolicy', 0);
    const roles = Object.values(template.findResources('AWS::IAM::Role', { Properties: { Policies: Match.anyValue() } }));
    expect(roles.map(({ Properties }) => [Properties.Policies.length, Properties.ManagedPolicyArns])).toEqual(
      Array(HANDLERS.length + 1).fill([1, undefined]),
    );
  });

  test('what the security group may reach can be said through the functions', () => {
    const groups = Object.values(notes.functions).map(({ connections }) =>
      connections.securityGroups.map(({ securityGroupId }) => securityGroupId),
    );
    expect(stack.resolve(groups)).toEqual(Array(HANDLERS.length).fill([{ 'Fn::GetAtt': [groupId, 'GroupId'] }]));
  });
});

test('without a VPC no function is in one, nor may anybody make network interfaces', () => {
  const { template } = connected(() => ({ vpc: undefined, vpcSubnets: undefined, securityGroups: undefined }));
  expect(configurations(template)).toEqual(Array(HANDLERS.length).fill(undefined));
  expect(JSON.stringify(template.toJSON())).not.toMatch(/ec2/i);
});

const places: [string, (stack: Stack) => NotesApiProps, string[]][] = [
  ['an imported VPC', (stack) => ({ vpc: imported(stack) }), ['private-a', 'private-b']],
  [
    'isolated subnets',
    (stack) => ({ vpc: imported(stack), vpcSubnets: { subnetType: SubnetType.PRIVATE_ISOLATED } }),
    ['isolated-a', 'isolated-b'],
  ],
  ['one availability zone', (stack) => ({ vpc: imported(stack), vpcSubnets: { availabilityZones: ['b'] } }), ['private-b']],
  [
    "subnets of one's own",
    (stack) => ({ vpc: imported(stack), vpcSubnets: { subnets: [Subnet.fromSubnetId(stack, 'Mine', 'mine')] } }),
    ['mine'],
  ],
  [
    'a VPC without a way out',
    (stack) => ({
      vpc: Vpc.fromVpcAttributes(stack, 'Vpc', { vpcId: 'vpc-1', availabilityZones: ['a'], isolatedSubnetIds: ['isolated-a'] }),
    }),
    ['isolated-a'],
  ],
  ['a VPC that is still to be looked up', (stack) => ({ vpc: Vpc.fromLookup(stack, 'Vpc', { vpcName: 'Shop' }) }), ['p-12345', 'p-67890']],
];

test.each(places)('with %s the functions are there', (_, propsOf, SubnetIds) => {
  expect(configurations(connected(propsOf, ENV).template).map((configuration) => configuration.SubnetIds)).toEqual(
    Array(HANDLERS.length).fill(SubnetIds),
  );
});

test('subnets that are still to be looked up by their name are no reason to refuse', () => {
  expect(() =>
    connected((stack) => ({ vpc: Vpc.fromLookup(stack, 'Vpc', { vpcName: 'Shop' }), vpcSubnets: { subnetGroupName: 'Functions' } }), ENV),
  ).not.toThrow();
});

test('security groups of one\'s own are the only ones, and are left as they are', () => {
  const { template } = connected((stack) => ({ vpc: imported(stack), securityGroups: [group(stack, 'one'), group(stack, 'two')] }));
  expect(configurations(template).map(({ SecurityGroupIds }) => SecurityGroupIds)).toEqual(Array(HANDLERS.length).fill(['sg-one', 'sg-two']));
  expect(
    Object.values(template.toJSON().Resources as Record<string, { Type: string }>).filter(({ Type }) => /SecurityGroup/.test(Type)),
  ).toEqual([]);
});

test('the functions use IPv4 alone, which is what their security group lets out', () => {
  const { template } = connected((stack) => ({ vpc: imported(stack) }));
  expect(configurations(template).map(({ Ipv6AllowedForDualStack }) => Ipv6AllowedForDualStack)).toEqual(
    Array(HANDLERS.length).fill(undefined),
  );
});

const PRIVATE = 'use private subnets, such as {"subnetType": SubnetType.PRIVATE_ISOLATED} with an endpoint for DynamoDB';

test.each<[string, (stack: Stack) => NotesApiProps, string]>([
  [
    'subnets of no VPC',
    () => ({ vpcSubnets: {} }),
    '"vpcSubnets" requires "vpc", which is missing: set "vpc" as well, or leave "vpcSubnets" out',
  ],
  [
    'security groups of no VPC',
    (stack) => ({ securityGroups: [group(stack, 'one')] }),
    '"securityGroups" requires "vpc", which is missing',
  ],
  [
    'public subnets',
    (stack) => ({ vpc: imported(stack), vpcSubnets: { subnetType: SubnetType.PUBLIC } }),
    `"vpcSubnets" selects public subnets, where functions have no internet access: ${PRIVATE}`,
  ],
  [
    'a public subnet among others',
    (stack) => ({
      vpc: imported(stack),
      vpcSubnets: { subnets: ['private-a', 'public-b'].map((id) => Subnet.fromSubnetId(stack, id, id)) },
    }),
    '"vpcSubnets" selects public subnets',
  ],
  [
    'a VPC of public subnets alone',
    (stack) => ({ vpc: new Vpc(stack, 'Vpc', { subnetConfiguration: [{ name: 'All', subnetType: SubnetType.PUBLIC }] }) }),
    `"vpc" has only public subnets, where functions have no internet access: ${PRIVATE}`,
  ],
  [
    'a VPC without subnets',
    (stack) => ({ vpc: Vpc.fromVpcAttributes(stack, 'Vpc', { vpcId: 'vpc-1', availabilityZones: ['a'] }) }),
    '"vpc" has no subnets for the functions: There are no',
  ],
  [
    'subnets that the VPC does not have',
    (stack) => ({ vpc: imported(stack), vpcSubnets: { subnetGroupName: 'Functions' } }),
    '"vpcSubnets" selects no subnets for the functions: There are no subnet groups with name \'Functions\'',
  ],
  [
    'no subnets',
    (stack) => ({ vpc: imported(stack), vpcSubnets: { subnets: [] } }),
    `"vpcSubnets" selects no subnets for the functions: ${PRIVATE}`,
  ],
  [
    'a zone that the VPC is not in',
    (stack) => ({ vpc: imported(stack), vpcSubnets: { availabilityZones: ['z'] } }),
    '"vpcSubnets" selects no subnets for the functions',
  ],
  [
    'the type of the subnets alone',
    (stack) => ({ vpc: imported(stack), vpcSubnets: 'Isolated' as never }),
    '"vpcSubnets" is "Isolated": use an object such as {"subnetType": SubnetType.PRIVATE_ISOLATED}',
  ],
  ['a list of subnets', (stack) => ({ vpc: imported(stack), vpcSubnets: [] as never }), '"vpcSubnets" is []: use an object such as'],
  ['an empty list of security groups', (stack) => ({ vpc: imported(stack), securityGroups: [] }),
    '"securityGroups" is []: leave it out for a new security group, or list at least one security group'],
  ['the id of a security group', (stack) => ({ vpc: imported(stack), securityGroups: ['sg-1' as never as ISecurityGroup] }),
    '"securityGroups" has "sg-1", which is not a security group: leave it out'],
  ['the id of a VPC', () => ({ vpc: 'vpc-1' as never }), '"vpc" is "vpc-1": use a VPC, such as a Vpc or the result of Vpc.fromLookup(…)'],
  ['no VPC at all', () => ({ vpc: null as never }), '"vpc" is null: use a VPC'],
  ['another construct', (stack) => ({ vpc: new Bucket(stack, 'Bucket') as never as IVpc }), '"vpc" is "Stack/Bucket": use a VPC'],
])('%s is refused with the prop and what to do', (_, propsOf, message) => {
  expect(() => connected(propsOf)).toThrow(message);
});

describe('in a stack of their own', () => {
  const ELSEWHERE = { account: '123456789012', region: 'us-east-1' };
  const OTHERS = { account: '444455556666', region: 'eu-west-1' };
  const ofData = (env: object | undefined, propsOf: (data: Stack, stack: Stack) => NotesApiProps) => () =>
    connected((stack) => propsOf(new Stack(stack.node.root, 'Data', { env }), stack), ENV);
  const withGroup = (data: Stack, stack: Stack) => ({
    vpc: imported(stack),
    securityGroups: [new SecurityGroup(data, 'Group', { vpc: imported(data) })],
  });
  const incomparable =
    'and only one of the two stacks has a known account or region: give both stacks an "env" with an account and a region, or neither of them';

  test.each<[string, object | undefined, (data: Stack, stack: Stack) => NotesApiProps, string]>([
    [
      'a VPC of another region',
      ELSEWHERE,
      (data) => ({ vpc: new Vpc(data, 'Vpc') }),
      '"vpc" is in the region us-east-1, and the notes API is in eu-west-1: use a VPC in the region of the notes API',
    ],
    ['an imported VPC of another region', ELSEWHERE, (data) => ({ vpc: imported(data) }), '"vpc" is in the region us-east-1'],
    [
      'a VPC of a stack without a region',
      undefined,
      (data) => ({ vpc: new Vpc(data, 'Vpc') }),
      `"vpc" is in the stack "Data", ${incomparable}`,
    ],
    [
      'a VPC of a stack without an account',
      { region: 'eu-west-1' },
      (data) => ({ vpc: new Vpc(data, 'Vpc') }),
      `"vpc" is in the stack "Data", ${incomparable}`,
    ],
    [
      'a security group of another region',
      ELSEWHERE,
      withGroup,
      '"securityGroups" has a group in the region us-east-1, and the notes API is in eu-west-1: use security groups of "vpc"',
    ],
    ['a security group of a stack without a region', undefined, withGroup, `"securityGroups" has a group in the stack "Data", ${incomparable}`],
  ])('%s is refused with the prop and what to do', (_, env, propsOf, message) => {
    expect(ofData(env, propsOf)).toThrow(message);
  });

  test.each<[string, object | undefined, (data: Stack, stack: Stack) => NotesApiProps]>([
    ['of the same place', ENV, (data) => ({ vpc: new Vpc(data, 'Vpc') })],
    ['that are imported where no region is known', undefined, (data) => ({ vpc: imported(data), securityGroups: [group(data, 'one')] })],
    ['of an account that shares its subnets', OTHERS, (data) => ({ vpc: imported(data) })],
  ])('those %s are taken', (_, env, propsOf) => {
    expect(ofData(env, propsOf)).not.toThrow();
  });
});
