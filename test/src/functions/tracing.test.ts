import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { HANDLERS } from '../../operations';
import { statements, statementsOfFunctions, synth } from '../synth';
import { NotesApi, NotesApiProps } from 'cdk-notes-api';

const TRACES = { Effect: 'Allow', Action: ['xray:PutTelemetryRecords', 'xray:PutTraceSegments'], Resource: '*' };

const modes = (template: Template) =>
  Object.values(template.findResources('AWS::Lambda::Function')).map(({ Properties }) => Properties.TracingConfig);

const ofXRay = (template: Template) =>
  statementsOfFunctions(template).map((all) => all.filter(({ Action }) => String(Action).includes('xray')));

test.each<[string, NotesApiProps]>([
  ['by default', {}],
  ['when it is asked for', { tracing: true }],
  ['with what is there but undefined', { tracing: undefined }],
])('%s every function is traced, and its role may send traces', (_, props) => {
  const { template } = synth(props);
  expect(modes(template)).toEqual(Array(HANDLERS.length).fill({ Mode: 'Active' }));
  expect(ofXRay(template)).toEqual(Array(HANDLERS.length).fill([TRACES]));
});

test('without tracing no function is traced, and no role may send traces', () => {
  const { template } = synth({ tracing: false });
  expect(modes(template)).toEqual(Array(HANDLERS.length).fill(undefined));
  expect(ofXRay(template)).toEqual(Array(HANDLERS.length).fill([]));
});

test('tracing makes no resource', () => {
  const [traced, untraced] = [true, false].map((tracing) => Object.keys(synth({ tracing }).template.toJSON().Resources));
  expect(traced).toEqual(untraced);
});

test('the stage, whose traces would have user ids in them, is never traced', () => {
  for (const { Properties } of Object.values(synth({ tracing: true, accessLogs: true }).template.findResources('AWS::ApiGateway::Stage'))) {
    expect(Properties).not.toHaveProperty('TracingEnabled');
  }
});

test('a function can be permitted more', () => {
  const stack = new Stack(new App(), 'Stack');
  const { functions } = new NotesApi(stack, 'Notes');
  functions.GET.addToRolePolicy(new PolicyStatement({ actions: ['s3:GetObject'], resources: ['*'] }));
  const template = Template.fromStack(stack);
  const { Ref } = stack.resolve(functions.GET.role!.roleName);
  expect(
    Object.values(template.findResources('AWS::IAM::Policy')).map(({ Properties }) => [
      Properties.Roles,
      Properties.PolicyDocument.Statement,
    ]),
  ).toEqual([[[{ Ref }], [{ Effect: 'Allow', Action: 's3:GetObject', Resource: '*' }]]]);
  expect(statements(template)[Ref]).toContainEqual(TRACES);
});
