import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { UserPool } from 'aws-cdk-lib/aws-cognito';
import { AccountRootPrincipal, Role } from 'aws-cdk-lib/aws-iam';
import { ALL_OFF, ALL_ON, notesResources, PARTITION_LITERALS, STATEMENT_MERGING } from '../../consumer/app/lib/feature-flags';
import { ALL_PROFILES } from '../../consumer/app/lib/profiles';
import { synth } from '../synth';
import { NotesApi, NotesAuthorization, NotesOperation } from 'cdk-notes-api';

test.each(ALL_PROFILES)('the notes of the profile %s are the same with all feature flags on and all off', (profile) => {
  const on = notesResources(profile, ALL_ON);
  expect(Object.keys(on).length).toBeGreaterThan(30);
  expect(on).toEqual(notesResources(profile, ALL_OFF));
});

test('so is the whole template where the region is not known, with every flag', () => {
  expect(Object.keys(ALL_OFF).length).toBeGreaterThan(50);
  const every = { ...ALL_ON, [STATEMENT_MERGING]: true, [PARTITION_LITERALS]: true };
  expect(synth(undefined, { context: every }).template.toJSON()).toEqual(synth(undefined, { context: ALL_OFF }).template.toJSON());
});

test.each(ALL_PROFILES)('the partition that a flag writes out is the only change to the profile %s', (profile) => {
  // The name of a deployment is a hash of how its methods are written.
  const written = (flags: Record<string, unknown>) => JSON.parse(JSON.stringify(notesResources(profile, flags))
    .replaceAll('",{"Ref":"AWS::Partition"},"', 'aws').replace(/(NotesApiDeployment\w{8})[0-9a-f]{32}/g, '$1'));
  expect(notesResources(profile, { [PARTITION_LITERALS]: true })).not.toEqual(notesResources(profile, {}));
  expect(written({ [PARTITION_LITERALS]: true })).toEqual(written({}));
});

test('merging IAM statements changes the policies of callers alone', () => {
  const [merged, apart] = [true, false].map((merge) => {
    const stack = new Stack(new App({ context: { [STATEMENT_MERGING]: merge } }), 'Stack');
    const caller = new Role(stack, 'Caller', { assumedBy: new AccountRootPrincipal() });
    const { grants } = new NotesApi(stack, 'Notes');
    grants.invoke(caller, NotesOperation.GET);
    grants.invoke(caller, NotesOperation.CREATE);
    const template = Template.fromStack(stack);
    const [id, policy] = Object.entries(template.findResources('AWS::IAM::Policy'))[0];
    return { statements: policy.Properties.PolicyDocument.Statement, others: { ...template.toJSON().Resources, [id]: undefined } };
  });
  expect(merged.others).toEqual(apart.others);
  expect(merged.statements).toEqual([
    { ...apart.statements[0], Resource: apart.statements.flatMap(({ Resource }: { Resource: unknown }) => Resource) },
  ]);
});

test('a change of the user pools is deployed, whatever the flags', () => {
  const deployment = (pools: string[]) => {
    const stack = new Stack(new App({ context: ALL_OFF }), 'Stack');
    new NotesApi(stack, 'Notes', { authorization: NotesAuthorization.cognito(pools.map((id) => new UserPool(stack, id))) });
    return Object.keys(Template.fromStack(stack).findResources('AWS::ApiGateway::Deployment'));
  };
  expect(deployment(['Users'])).toEqual(deployment(['Users']));
  expect(deployment(['Users', 'Staff'])).not.toEqual(deployment(['Users']));
});

test('the access logs are named as API Gateway keeps them, whatever the flags', () => {
  const { template } = synth({ accessLogs: true });
  const [logGroup] = Object.keys(template.findResources('AWS::Logs::LogGroup')).filter((id) => id.includes('AccessLogs'));
  const arn = [
    'arn:',
    { Ref: 'AWS::Partition' },
    ':logs:',
    { Ref: 'AWS::Region' },
    ':',
    { Ref: 'AWS::AccountId' },
    ':log-group:',
    { Ref: logGroup },
  ];
  template.hasResourceProperties('AWS::ApiGateway::Stage', { AccessLogSetting: { DestinationArn: { 'Fn::Join': ['', arn] } } });
});
