import { App, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { RestApi } from 'aws-cdk-lib/aws-apigateway';
import { HANDLERS } from '../../operations';
import { findings } from '../../security/nag';
import { synth } from '../synth';
import { NotesApi, NotesApiProps } from 'cdk-notes-api';

/** The variables of a line without personal data: no caller, address or user, and no text of a request or an error. */
const IMPERSONAL = [
  '$context.error.responseType',
  '$context.extendedRequestId',
  '$context.httpMethod',
  '$context.integrationLatency',
  '$context.integrationStatus',
  '$context.protocol',
  '$context.requestId',
  '$context.requestTime',
  '$context.resourcePath',
  '$context.responseLatency',
  '$context.responseLength',
  '$context.status',
];

interface AccessLogSetting {
  readonly DestinationArn: { readonly 'Fn::Join': [string, unknown[]] };
  readonly Format: string;
}

const settings = (template: Template): (AccessLogSetting | undefined)[] =>
  Object.values(template.findResources('AWS::ApiGateway::Stage')).map(({ Properties }) => Properties.AccessLogSetting);

describe('when they are asked for', () => {
  const { template } = synth({ accessLogs: true });
  const [{ DestinationArn, Format }] = settings(template) as [AccessLogSetting];

  test('the stage writes to a log group of its own, which is kept as the others are', () => {
    const logGroup = (DestinationArn['Fn::Join'][1].at(-1) as { Ref: string }).Ref;
    const { DeletionPolicy, Properties } = template.findResources('AWS::Logs::LogGroup')[logGroup];
    expect([DeletionPolicy, Properties]).toEqual(['Retain', { RetentionInDays: 30 }]);
    template.resourceCountIs('AWS::Logs::LogGroup', HANDLERS.length + 1);
    expect(JSON.stringify(Object.values(template.findResources('AWS::Lambda::Function')))).not.toContain(logGroup);
  });

  test('a line is JSON, whatever API Gateway fills in', () => {
    const lines = ['-', '200', '/notes/{userId}', '22/Nov/2026:12:34:56 +0000'].map((value) => Format.replace(/\$context\.[\w.]+/g, value));
    expect(lines.map((line) => new Set(Object.values(JSON.parse(line))).size)).toEqual([1, 1, 1, 1]);
    expect(Format).not.toContain('\n');
  });

  test('a line has nobody\'s data', () => {
    expect(Object.values<string>(JSON.parse(Format)).sort()).toEqual(IMPERSONAL);
  });

  test('the account\'s role for logs is left alone, and nobody is given another', () => {
    template.resourceCountIs('AWS::ApiGateway::Account', 0);
    template.resourceCountIs('AWS::IAM::Role', HANDLERS.length + 1);
    template.resourceCountIs('AWS::Logs::ResourcePolicy', 0);
  });

  test('requests themselves are not logged', () => {
    const [{ Properties }] = Object.values(template.findResources('AWS::ApiGateway::Stage'));
    expect(Properties.MethodSettings).toEqual([expect.objectContaining({ DataTraceEnabled: false })]);
    expect(Properties.MethodSettings[0]).not.toHaveProperty('LoggingLevel');
  });
});

test.each<[string, NotesApiProps]>([['by default', {}], ['with false', { accessLogs: false }]])('there are none %s', (_, props) => {
  const { template } = synth(props);
  expect(settings(template)).toEqual([undefined]);
  template.resourceCountIs('AWS::Logs::LogGroup', HANDLERS.length);
});

test('with RemovalPolicy.DESTROY they go with the stack', () => {
  synth({ accessLogs: true, removalPolicy: RemovalPolicy.DESTROY }).template.allResources('AWS::Logs::LogGroup', {
    DeletionPolicy: 'Delete',
  });
});

test('cdk-nag misses them, and nothing more once there are some', () => {
  const [without, having] = [false, true].map((accessLogs) => Object.keys(findings(synth({ accessLogs }).stack)));
  expect(without.filter((rule) => !having.includes(rule))).toEqual(['AwsSolutions-APIG1', 'Serverless-APIGWAccessLogging']);
  expect(having.filter((rule) => !without.includes(rule))).toEqual([]);
});

describe('with notes that are mounted on another API', () => {
  const mounted = (accessLogs: boolean) => () => {
    const stack = new Stack(new App(), 'Stack');
    const mountOn = new RestApi(stack, 'Shop', { cloudWatchRole: false }).root;
    return new NotesApi(stack, 'Notes', { mountOn, accessLogs });
  };

  test('they are refused', () => {
    expect(mounted(true)).toThrow(
      '"accessLogs" configures the stage, which belongs to the API of "mountOn": leave it out, and set it on that API',
    );
  });

  test('having none is nothing to refuse', () => {
    expect(mounted(false)).not.toThrow();
  });
});
