import { App, CfnOutput, Stack, Stage } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { addSnippet, runModule, snippets } from './snippets';
import { NotesApi } from 'cdk-notes-api';

const PAGE = 'recipes.md';
const [HOUSE_RULES, MIXIN, STAGES] = snippets(PAGE, 'ts nofixture');
const [BOUNDARY, TRACED, PIPELINE] = snippets(PAGE, 'ts');

/** The app that a snippet makes. */
const appOf = (snippet: string): App => runModule(`${snippet}\nexport { app };`).app as App;
const stackOf = (app: App): Stack => app.node.findChild('Shop') as Stack;

function templateOf(snippet: string): Template {
  const stack = new Stack(new App(), 'Shop');
  addSnippet(stack, snippet);
  return Template.fromStack(stack);
}

test('an injector gives each notes API its props, and the tags reach the table', () => {
  const stack = stackOf(appOf(HOUSE_RULES));
  const functions = Template.fromStack(stack).findResources('AWS::Lambda::Function');
  const required = new Stack(new App(), 'Shop');
  new NotesApi(required, 'Notes', { requireIfMatch: true });
  const variables = (template: Record<string, any>): unknown[] =>
    Object.values(template).map(({ Properties }) => Properties.Environment);
  expect(variables(functions)).toEqual(variables(Template.fromStack(required).findResources('AWS::Lambda::Function')));
  Template.fromStack(stack).hasResourceProperties('AWS::DynamoDB::GlobalTable', {
    Replicas: [Match.objectLike({ Tags: [{ Key: 'team', Value: 'shop' }] })],
  });
});

test('a mixin changes each log group', () => {
  Template.fromStack(stackOf(appOf(MIXIN))).allResourcesProperties('AWS::Logs::LogGroup', { RetentionInDays: 365 });
});

test('a permissions boundary reaches each role, and an escape hatch the stage', () => {
  templateOf(BOUNDARY).allResourcesProperties('AWS::IAM::Role', { PermissionsBoundary: Match.anyValue() });
  templateOf(TRACED).allResourcesProperties('AWS::ApiGateway::Stage', { TracingEnabled: true });
});

test('each stage has a notes API with its own props', () => {
  const app = appOf(STAGES);
  const notesOf = (stage: string): Template => Template.fromStack(app.node.findChild(stage).node.findChild('Notes') as Stack);
  notesOf('Test').hasResource('AWS::DynamoDB::GlobalTable', { DeletionPolicy: 'Delete' });
  notesOf('Test').resourceCountIs('AWS::CloudWatch::Alarm', 0);
  notesOf('Production').hasResource('AWS::DynamoDB::GlobalTable', { DeletionPolicy: 'Retain' });
  notesOf('Production').resourceCountIs('AWS::CloudWatch::Dashboard', 1);
});

test('a pipeline deploys the stages one after the other, with an approval in between', () => {
  const app = appOf(STAGES);
  const [test, production] = ['Test', 'Production'].map((id) => app.node.findChild(id) as Stage);
  const stack = new Stack(app, 'Delivery', { env: { account: '111122223333', region: 'eu-west-1' } });
  addSnippet(stack, PIPELINE, { test, testUrl: (test as Stage & { url: CfnOutput }).url, production });
  const [{ Properties: { Stages } }] = Object.values(Template.fromStack(stack).findResources('AWS::CodePipeline::Pipeline'));
  const actions = Stages.map(({ Name, Actions }: any) => [Name, Actions.map((action: any) => action.Name)]);
  expect(actions).toEqual(expect.arrayContaining([
    ['Test', ['Notes.Prepare', 'Notes.Deploy', 'AnswersAndRefusesStrangers']],
    ['Production', ['Approve', 'Notes.Prepare', 'Notes.Deploy']],
  ]));
});
