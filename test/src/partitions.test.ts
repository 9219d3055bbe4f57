import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { AccountRootPrincipal, Role } from 'aws-cdk-lib/aws-iam';
import { HANDLERS } from '../operations';
import { statements } from './synth';
import { notesResources } from '../consumer/app/lib/feature-flags';
import { ALL_PROFILES, profileStack } from '../consumer/app/lib/profiles';
import { INotesApi, NotesApi, NotesAuthorization } from 'cdk-notes-api';

const REGIONS = ['eu-west-1', 'cn-north-1', 'us-gov-west-1', 'us-gov-east-1'];

/** Names that are the same in every partition. */
const SERVICE_PRINCIPALS = ['apigateway.amazonaws.com', 'lambda.amazonaws.com'];

/** The texts that name a partition or a host of AWS, except for keys of replicas, which are the user's own text. */
const literals = (resources: unknown): string[] =>
  [...new Set(JSON.stringify(resources).match(/[^"]*(arn:aws|amazonaws\.com)[^"]*/g))]
    .filter((text) => !/^arn:[\w-]+:kms:/.test(text))
    .sort();

/** The variables of a policy that lets the identities of a pool call notes. */
function variables(notesOf: (stack: Stack) => INotesApi, region?: string): string[] {
  const stack = new Stack(new App(), 'Stack', { env: { region } });
  notesOf(stack).grants.invokeOwn(new Role(stack, 'Users', { assumedBy: new AccountRootPrincipal() }));
  return [...new Set(JSON.stringify(Template.fromStack(stack).findResources('AWS::IAM::Policy')).match(/\$\{[^}]*\}/g))];
}

describe.each(REGIONS)('in %s', (region) => {
  test.each(ALL_PROFILES)('nothing of the profile %s names a partition or a host of one', (profile) => {
    expect(literals(notesResources(profile, {}, region)).filter((text) => text !== `dynamodb.${region}.amazonaws.com`)).toEqual(
      SERVICE_PRINCIPALS,
    );
  });

  test('KMS is told the name that it has for DynamoDB in every partition', () => {
    const template = Template.fromStack(profileStack(new App(), 'CustomerKey', region).stack);
    expect(
      Object.values(statements(template))
        .flat()
        .filter(({ Action }) => Action === 'kms:Decrypt'),
    ).toEqual(
      Array(HANDLERS.length).fill(expect.objectContaining({ Condition: { StringEquals: { 'kms:ViaService': `dynamodb.${region}.amazonaws.com` } } })),
    );
  });

  test('the url has the suffix of the partition', () => {
    const stack = new Stack(new App(), 'Stack', { env: { region } });
    const notes = new NotesApi(stack, 'Notes');
    expect(stack.resolve(notes.url)['Fn::Join'][1].slice(2, 4)).toEqual([`.execute-api.${region}.`, { Ref: 'AWS::URLSuffix' }]);
  });
});

test.each<[string, () => NotesAuthorization]>([
  ['iam', () => NotesAuthorization.iam()],
  ['none', () => NotesAuthorization.none()],
])('where the region is not known, nothing of an API with %s names a partition or a host of one', (_, authorize) => {
  const stack = new Stack(new App(), 'Stack');
  new NotesApi(stack, 'Notes', { authorization: authorize() });
  expect(literals(Template.fromStack(stack).toJSON())).toEqual(SERVICE_PRINCIPALS);
});

test.each<[string | undefined, string]>([
  [undefined, 'cognito-identity.amazonaws.com'],
  ['eu-west-1', 'cognito-identity.amazonaws.com'],
  ['cn-north-1', 'cognito-identity.cn-north-1.amazonaws.com.cn'],
  ['us-gov-west-1', 'cognito-identity-us-gov.amazonaws.com'],
  ['us-gov-east-1', 'cognito-identity.us-gov-east-1.amazonaws.com'],
])('in the region %s the identities of a pool are those of %s', (region, provider) => {
  expect(variables((stack) => new NotesApi(stack, 'Notes'), region)).toEqual([`\${${provider}:sub}`]);
});

test('the identities are those of the region that an API is imported from', () => {
  const attributes = { restApiId: 'api123', restApiName: 'notes', url: 'https://example.com/', region: 'us-gov-west-1' };
  expect(variables((stack) => NotesApi.fromNotesApiAttributes(stack, 'Notes', attributes))).toEqual([
    '${cognito-identity-us-gov.amazonaws.com:sub}',
  ]);
});
