import { rmSync } from 'node:fs';
import { Stack } from 'aws-cdk-lib';
import { ApiDefinition, LambdaIntegration, RestApi, SpecRestApi, StepFunctionsIntegration } from 'aws-cdk-lib/aws-apigateway';
import { Code, Function, Runtime } from 'aws-cdk-lib/aws-lambda';
import { Pass, StateMachine, StateMachineType, DefinitionBody } from 'aws-cdk-lib/aws-stepfunctions';
import { inline, synthesize } from './sample-app';
import { LocalStack } from '../../local/local-stack';
import { call } from '../http';

const log: string[] = [];
let assembly: string;
let stack: LocalStack;

beforeAll(async () => {
  assembly = synthesize((app) => {
    const mixed = new Stack(app, 'Mixed');
    const code = Code.fromInline(inline('{ statusCode: 200, body: "served" }'));
    const hello = new Function(mixed, 'Hello', { code, handler: 'index.handler', runtime: Runtime.NODEJS_22_X });
    const snake = new Function(mixed, 'Snake', { code, handler: 'index.handler', runtime: Runtime.PYTHON_3_13 });
    const machine = new StateMachine(mixed, 'Machine', {
      definitionBody: DefinitionBody.fromChainable(new Pass(mixed, 'Pass')),
      stateMachineType: StateMachineType.EXPRESS,
    });
    const { root } = new RestApi(mixed, 'Api', { cloudWatchRole: false });
    root.addMethod('GET', new LambdaIntegration(hello));
    root.addMethod('POST', StepFunctionsIntegration.startExecution(machine));
    root.addMethod('PUT', new LambdaIntegration(snake));
    root.addMethod('PATCH', new LambdaIntegration(hello, { credentialsPassthrough: true }));
    new SpecRestApi(mixed, 'Spec', { apiDefinition: ApiDefinition.fromInline({ openapi: '3.0.2' }) });
  });
  stack = await LocalStack.start({ assembly, warm: false, onLog: ({ line }) => log.push(line) });
});

afterAll(async () => {
  await stack.stop();
  rmSync(assembly, { recursive: true });
});

test('an app with routes that cannot be served is served but for those', async () => {
  expect(await call(stack.url, 'GET', '/')).toMatchObject({ status: 200, text: 'served' });
});

test.each([
  ['an integration with a service that is not emulated', 0, 'POST', /^POST \/ is not served: integrations with states are not emulated$/],
  ['a function of another language', 0, 'PUT', /^PUT \/ is not served: .*python3\.13.*Node\.js/],
  ['an integration that invokes as the caller', 0, 'PATCH', /^PATCH \/ is not served: integrations with the credentials of the caller/],
  ['an API of an OpenAPI document', 1, 'GET', /^Spec\w+ is not served: it is defined by an OpenAPI document/],
])('%s answers 500 with the words that were logged at the start', async (_what, api, method, words) => {
  const { json, status } = await call(stack.apis[api].url, method, '/');
  expect([status, json]).toEqual([500, { message: expect.stringMatching(words) }]);
  expect(log).toContain(json.message);
});
