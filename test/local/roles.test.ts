import { InvokeUrls } from '../../local/cloudformation/invoke-urls';
import { Stack } from '../../local/cloudformation/stack';
import { Resource, Template } from '../../local/cloudformation/template';
import { RoleSession } from '../../local/iam/role-session';
import { Roles } from '../../local/iam/roles';

const ARN = 'arn:aws:iam::111122223333:role/Demo-Role';
const table = (name: string) => `arn:aws:dynamodb:eu-west-1:111122223333:table/${name}`;

const document = (...Statement: object[]) => ({ Version: '2012-10-17', Statement });
const allow = (name: unknown, more: object = {}) => ({ Effect: 'Allow', Action: 'dynamodb:GetItem', Resource: name, ...more });
const policy = (properties: object, Type = 'AWS::IAM::Policy'): Resource => ({
  Type,
  Properties: { PolicyDocument: document(allow('*')), ...properties },
});

function stackOf(template: Template, name = 'Demo') {
  return { name, account: '111122223333', region: 'eu-west-1', template, warnings: [], errors: [], assets: new Map() };
}

/** The refusal of a role's access to the table Orders. */
function refusal(role: object | undefined, others: Record<string, Resource> = {}, elsewhere: Template = {}) {
  const unknown: string[] = [];
  const undecided: string[] = [];
  const Role = role && { Role: { Type: 'AWS::IAM::Role', Properties: role as Record<string, unknown> } };
  const stacks = Stack.all(
    [stackOf({ Resources: { ...Role, Orders: { Type: 'AWS::DynamoDB::Table' }, ...others } }), stackOf(elsewhere, 'Other')],
    new InvokeUrls(),
  );
  const roles = new Roles(stacks, (line) => unknown.push(line));
  roles.find(ARN);
  const session = new RoleSession(roles.find(ARN), 'read');
  return { words: session.refusal('dynamodb:GetItem', table('Demo-Orders'), {}, (reason) => undecided.push(reason)), unknown, undecided };
}

const NOT_ALLOWED = 'because no identity-based policy allows the dynamodb:GetItem action';
const inline = (...statements: object[]) => ({ Policies: [{ PolicyName: 'Inline', PolicyDocument: document(...statements) }] });
const managed = policy({}, 'AWS::IAM::ManagedPolicy');

describe('a role is allowed what is in', () => {
  test.each<[string, object | undefined, Record<string, Resource>?, Template?]>([
    ['its inline policies', inline(allow({ 'Fn::GetAtt': ['Orders', 'Arn'] }))],
    ['an inline policy with one statement alone', { Policies: [{ PolicyDocument: { Statement: allow('*') } }] }],
    ['a policy attached to it', {}, { Policy: policy({ Roles: [{ Ref: 'Role' }] }) }],
    ['a policy attached to its name', {}, { Policy: policy({ Roles: ['other', 'Demo-Role'] }) }],
    ['a policy of another stack', {}, {}, { Resources: { Policy: policy({ Roles: ['Demo-Role'] }) } }],
    ['a policy, when the role is of none of the stacks', undefined, { Policy: policy({ Roles: ['Demo-Role'] }) }],
    ['a role policy of its own', {}, { Policy: policy({ RoleName: { Ref: 'Role' } }, 'AWS::IAM::RolePolicy') }],
    ['a managed policy attached to it', {}, { Managed: policy({ Roles: [{ Ref: 'Role' }] }, 'AWS::IAM::ManagedPolicy') }],
    ['a managed policy that it names', { ManagedPolicyArns: [{ Ref: 'Managed' }] }, { Managed: managed }],
    ['a policy and its permissions boundary', { ...inline(allow('*')), PermissionsBoundary: { Ref: 'Managed' } }, { Managed: managed }],
  ])('%s', (_what, ...[role, others, elsewhere]) => {
    expect(refusal(role, others, elsewhere)).toEqual({ words: undefined, unknown: [], undecided: [] });
  });
});

describe('a role is refused', () => {
  test.each<[string, object | undefined, Record<string, Resource>, string]>([
    ['without policies', {}, {}, NOT_ALLOWED],
    ['with a policy for another role', {}, { Policy: policy({ Roles: ['Demo-Role2'] }) }, NOT_ALLOWED],
    ['with a managed policy that it does not name', {}, { Managed: managed }, NOT_ALLOWED],
    ['with a policy for another table', inline(allow(table('Demo-Other'))), {}, NOT_ALLOWED],
    [
      'with a policy whose condition is false',
      inline(allow('*', { Condition: { StringEquals: { 'aws:PrincipalArn': 'x' } } })),
      {},
      NOT_ALLOWED,
    ],
    [
      'with a deny in another policy',
      inline(allow('*')),
      { Policy: policy({ Roles: ['Demo-Role'], PolicyDocument: document({ ...allow('*'), Effect: 'Deny' }) }) },
      'with an explicit deny in an identity-based policy',
    ],
    [
      'beyond its permissions boundary',
      { ...inline(allow('*')), PermissionsBoundary: { Ref: 'Managed' } },
      { Managed: policy({ PolicyDocument: document(allow(table('Demo-Other'))) }, 'AWS::IAM::ManagedPolicy') },
      'because no permissions boundary allows the dynamodb:GetItem action',
    ],
    ['what its permissions boundary denies', { ...inline(allow('*')), PermissionsBoundary: { Ref: 'Managed' } },
      { Managed: policy({ PolicyDocument: document({ ...allow('*'), Effect: 'Deny' }) }, 'AWS::IAM::ManagedPolicy') },
      'with an explicit deny in a permissions boundary'],
  ])('%s', (_what, role, others, words) => {
    expect(refusal(role, others)).toEqual({ words, unknown: [], undecided: [] });
  });
});

test.each([
  ['AmazonDynamoDBFullAccess', undefined],
  ['AmazonDynamoDBReadOnlyAccess', undefined],
  ['PowerUserAccess', undefined],
  ['service-role/AWSLambdaBasicExecutionRole', NOT_ALLOWED],
  ['service-role/AWSLambdaDynamoDBExecutionRole', NOT_ALLOWED],
  ['AmazonSSMReadOnlyAccess', NOT_ALLOWED],
])('the AWS managed policy %s is known by its name', (name, words) => {
  expect(refusal({ ManagedPolicyArns: [{ 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, `:iam::aws:policy/${name}`]] }] }))
    .toEqual({ words, unknown: [], undecided: [] });
});

test('a managed policy of AWS that is not known allows nothing, which is told once', () => {
  const arn = 'arn:aws:iam::aws:policy/AmazonRedshiftFullAccess';
  expect(refusal({ ManagedPolicyArns: [arn] })).toEqual({
    words: NOT_ALLOWED,
    unknown: [`the managed policy ${arn} is not in the app, so it allows nothing here`],
    undecided: [],
  });
});

test('a permissions boundary that is not of the stacks allows nothing', () => {
  const { unknown, words } = refusal({ ...inline(allow('*')), PermissionsBoundary: 'arn:aws:iam::111122223333:policy/boundary' });
  expect(words).toBe('because no permissions boundary allows the dynamodb:GetItem action');
  expect(unknown).toHaveLength(1);
});

describe('a statement that cannot be resolved', () => {
  const nowhere = { 'Fn::GetAtt': ['Nowhere', 'Arn'] };
  const reason = 'a statement cannot be resolved: there is no resource or parameter Nowhere';

  test('allows nothing, and leaves the others as they are', () => {
    expect(refusal(inline(allow(nowhere)))).toEqual({ words: NOT_ALLOWED, unknown: [], undecided: [reason] });
    expect(refusal(inline(allow(nowhere), allow('*'))).words).toBeUndefined();
  });

  test('denies, if it denies', () => {
    const { undecided, words } = refusal(inline(allow('*'), { ...allow(nowhere), Effect: 'Deny' }));
    expect([words, undecided]).toEqual(['with an explicit deny in an identity-based policy', [reason]]);
  });

  test('denies, if it may be anything', () => {
    const { words } = refusal({ Policies: [{ PolicyDocument: document(allow('*')) }, { 'Fn::If': ['NoSuchCondition', 'a', 'b'] }] });
    expect(words).toBe('with an explicit deny in an identity-based policy');
  });
});

describe('a policy whose roles cannot be resolved', () => {
  const elsewhere = { 'Fn::ImportValue': 'another-apps-role' };
  const why = 'no stack in the assembly exports another-apps-role';
  const denying = (properties: object, Type?: string) =>
    policy({ PolicyDocument: document({ ...allow('*'), Effect: 'Deny' }), ...properties }, Type);

  test.each(['AWS::IAM::Policy', 'AWS::IAM::ManagedPolicy'])('but for some stays with the others, and that is told once: %s', (type) => {
    const unknown = [
      'the policy Policy of Demo is not attached to {"Fn::ImportValue":"another-apps-role"}: no stack in the assembly exports another-apps-role',
    ];
    expect(refusal({}, { Policy: policy({ Roles: [elsewhere, { Ref: 'Role' }] }, type) })).toEqual({
      words: undefined,
      unknown,
      undecided: [],
    });
    expect(refusal(inline(allow('*')), { Policy: denying({ Roles: [{ Ref: 'Role' }, elsewhere] }, type) })).toEqual({
      words: 'with an explicit deny in an identity-based policy',
      unknown,
      undecided: [],
    });
  });

  test.each([
    ['AWS::IAM::Policy', { Roles: elsewhere }],
    ['AWS::IAM::ManagedPolicy', { Roles: elsewhere }],
    ['AWS::IAM::RolePolicy', { RoleName: elsewhere }],
  ])('denies every role what it denies, and allows nothing: %s', (type, roles) => {
    const undecided = [`a statement cannot be resolved: ${why}`];
    expect(refusal(inline(allow('*')), { Policy: denying(roles, type) })).toEqual({
      words: 'with an explicit deny in an identity-based policy',
      unknown: [],
      undecided,
    });
    expect(refusal({}, { Policy: policy(roles, type) })).toEqual({ words: NOT_ALLOWED, unknown: [], undecided });
  });
});

test.each([
  ['2012-10-17', undefined, []],
  ['2008-10-17', NOT_ALLOWED, []],
  [undefined, NOT_ALLOWED, []],
  ['2099-01-01', NOT_ALLOWED, ['the policy element Version is not supported: "2099-01-01"']],
])('a policy of the version %s has variables, or not', (Version, words, undecided) => {
  const Statement = allow('*', { Condition: { StringEquals: { 'aws:PrincipalAccount': '${aws:PrincipalAccount}' } } });
  expect(refusal({ Policies: [{ PolicyDocument: { Version, Statement } }] })).toEqual({ words, unknown: [], undecided });
});

test.each([
  [undefined, 'role/Boss'],
  ['/', 'role/Boss'],
  ['/app/team/', 'role/app/team/Boss'],
])('the path %s of a role is in its ARN', (Path, resource) => {
  const Resources = { Role: { Type: 'AWS::IAM::Role', Properties: { RoleName: 'Boss', Path } } };
  const stacks = Stack.all([stackOf({ Resources })], new InvokeUrls());
  const roles = new Roles(stacks, (line) => { throw new Error(line); });
  const arn = `arn:aws:iam::111122223333:${resource}`;
  expect(stacks[0].getAtt('Role', 'Arn')).toBe(arn);
  expect([roles.named('Boss'), roles.named(arn)]).toEqual([
    expect.objectContaining({ arn, name: 'Boss' }),
    expect.objectContaining({ arn, name: 'Boss' }),
  ]);
  expect(new RoleSession(roles.find(arn), 'read').arn).toBe('arn:aws:sts::111122223333:assumed-role/Boss/read');
});
