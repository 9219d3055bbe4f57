import { App, CfnOutput, Stack } from 'aws-cdk-lib';
import { ITable, Table, TableEncryption, TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import { ACCOUNT, adopted, ELSEWHERE, ENV, ofAnotherStack, REGION, table, tableV2 } from './adopted';
import { NotesApi } from 'cdk-notes-api';

const ARN = `arn:aws:dynamodb:${REGION}:${ACCOUNT}:table/Notebook`;

test.each([
  ['region', { account: ACCOUNT, region: ELSEWHERE }],
  ['account', { account: '444455556666', region: REGION }],
])("a reference from another %s never names the notes' own table, which would replace it", (_, env) => {
  const app = new App();
  const { table: own } = new NotesApi(new Stack(app, 'Stack', ENV), 'Notes');
  new CfnOutput(new Stack(app, 'Reader', { env }), 'Name', { value: own.tableName });
  expect(() => app.synth()).toThrow("Cannot use resource 'Stack/Notes/Table' in a cross-environment fashion");
});

describe('where more is known of one stack than of the other', () => {
  const NOWHERE = {};
  const remedy =
    'and only one of the two stacks has a known account or region: give both stacks an "env" with an account and a region, or neither of them';
  const inTwo = (theirs: object, ours: object, tableOf: (data: Stack) => ITable) => () =>
    adopted((stack) => tableOf(ofAnotherStack(stack, theirs as typeof ENV.env)), {}, new Stack(new App(), 'Stack', { env: ours }));

  test.each([
    ['no region, and ours has', NOWHERE, ENV.env],
    ['a region, and ours has none', ENV.env, NOWHERE],
    ['no account, and ours has', { region: REGION }, ENV.env],
    ['an account, and ours has none', ENV.env, { region: REGION }],
  ])('a table without a name is refused with what to do when its stack has %s', (_, theirs, ours) => {
    for (const tableOf of [table, tableV2]) {
      expect(inTwo(theirs, ours, tableOf)).toThrow(`"table" is in the stack "Data", ${remedy}`);
    }
    expect(inTwo(theirs, ours, (data) => table(data, { tableName: 'Notebook' }))).not.toThrow();
  });
});

test('a table that is imported in the scope of another one is not mistaken for it', () => {
  const { notes } = adopted((stack) => Table.fromTableName(table(stack, { sortKey: undefined }), 'Imported', 'Notebook'));
  expect(notes.node.metadata).toEqual([]);
});

describe('where the region is not known', () => {
  test.each<[string, (stack: Stack) => ITable]>([
    ['a table of the stack', (stack) => table(stack)],
    ['a table with a key', (stack) => table(stack, { encryption: TableEncryption.CUSTOMER_MANAGED })],
    ['an imported table', (stack) => Table.fromTableName(stack, 'T', 'Notebook')],
    ['a table by an ARN', (stack) => TableV2.fromTableArn(stack, 'T', ARN)],
  ])('%s is adopted', (_, tableOf) => {
    expect(() => adopted(tableOf, {}, new Stack(new App(), 'Stack'))).not.toThrow();
  });
});
