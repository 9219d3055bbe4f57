import { App, Stack, Stage } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { adopted, ENV, table } from './adopted';
import { NotesApi, NotesOperation } from 'cdk-notes-api';

const tables = (template: Template) =>
  ['AWS::DynamoDB::Table', 'AWS::DynamoDB::GlobalTable'].flatMap((type) => Object.values(template.findResources(type)));

test('two notes APIs can share a table, also from two stacks', () => {
  const app = new App();
  const [first, second] = ['First', 'Second'].map((id) => new Stack(app, id, ENV));
  const own = table(first);
  for (const [stack, id] of [
    [first, 'All'],
    [first, 'Reading'],
    [second, 'Notes'],
  ] as const) {
    new NotesApi(stack, id, { table: own });
  }
  expect(Object.keys(Template.fromStack(first).findResources('AWS::DynamoDB::Table'))).toHaveLength(1);
  expect(tables(Template.fromStack(second))).toEqual([]);
});

test('the table of one notes API can be that of another', () => {
  const stack = new Stack(new App(), 'Stack', ENV);
  const { table: own } = new NotesApi(stack, 'Team');
  const { node, table: shared } = new NotesApi(stack, 'Reading', { table: own, operations: [NotesOperation.GET] });
  expect(shared).toBe(own);
  expect(node.metadata).toEqual([]);
  Template.fromStack(stack).resourceCountIs('AWS::DynamoDB::GlobalTable', 1);
});

test('a table is adopted in a stage, too', () => {
  const stack = new Stack(new Stage(new App(), 'Stage', ENV), 'Stack');
  expect(tables(adopted((its) => table(its), {}, stack).template)).toHaveLength(1);
});
