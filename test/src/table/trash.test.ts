import { App, CfnParameter, Duration, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { AttributeType, CfnGlobalTable, CfnTable, ITable, MultiRegionConsistency, Table, TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import { adopted, ENV, KEYS, replica, table, tableV2, warnings } from './adopted';
import { statements, synth } from '../synth';
import { NotesApi, NotesApiProps } from 'cdk-notes-api';

const TRASH = { trash: Duration.days(30) };
const WITH_TTL = { timeToLiveAttribute: 'expiresAt' };
const NEEDS_TTL = /^"trash" requires TTL on the attribute "expiresAt", which "table" does not have: enable it, or leave "trash" out$/;

type TableOf = (stack: Stack) => ITable;

test.each<[string, TableOf]>([
  ["the tutorial's table", (stack) => table(stack)],
  ['a TableV2 without a TTL', (stack) => tableV2(stack)],
  ['a table with a TTL on another attribute', (stack) => table(stack, { timeToLiveAttribute: 'ttl' })],
  ['a replica of a table without a TTL', (stack) => replica(stack, { tableName: 'Notebook' })],
])('%s is refused', (_, tableOf) => {
  expect(() => adopted(tableOf, TRASH)).toThrow(NEEDS_TTL);
  expect(() => adopted(tableOf)).not.toThrow();
});

test.each<[string, TableOf]>([
  ['a Table with a TTL', (stack) => table(stack, WITH_TTL)],
  ['a TableV2 with a TTL', (stack) => tableV2(stack, WITH_TTL)],
  ['a table whose deployment decides on the TTL', (stack) => {
    const own = table(stack);
    (own.node.defaultChild as CfnTable).addPropertyOverride('TimeToLiveSpecification', { 'Fn::If': ['Old', {}, {}] });
    return own;
  }],
])('%s is taken without a warning', (_, tableOf) => {
  expect(warnings(adopted(tableOf, TRASH).notes)).toEqual([]);
});

test('a table that cannot have a TTL is refused without the advice to enable one', () => {
  const strong: TableOf = (stack) => tableV2(stack, {
    replicas: [{ region: 'eu-central-1' }, { region: 'eu-west-3' }], multiRegionConsistency: MultiRegionConsistency.STRONG,
  });
  expect(() => adopted(strong, TRASH)).toThrow(
    /^"trash" requires TTL, which "table" does not support because its "multiRegionConsistency" is STRONG: leave "trash" out, or use a table with eventual consistency$/,
  );
});

test('a duration that is only known at deployment is refused', () => {
  const stack = new Stack(new App(), 'Stack', ENV);
  const trash = Duration.days(new CfnParameter(stack, 'Days', { type: 'Number' }).valueAsNumber);
  expect(() => new NotesApi(stack, 'Notes', { trash })).toThrow(/^"trash" is only known at deployment: leave it out, or use a Duration of whole seconds/);
});

test('an imported table is taken with a warning that names the attribute', () => {
  const imported: TableOf = (stack) => Table.fromTableName(stack, 'Theirs', 'notes');
  expect(warnings(adopted(imported, TRASH).notes)).toEqual([
    expect.stringMatching(/"expiresAt".*imported.*\[ack: cdk-notes-api:trash-needs-ttl\]/),
  ]);
  expect(warnings(adopted(imported).notes)).toEqual([]);
});

test('a table of the construct whose TTL is removed later is refused at synthesis', () => {
  const stack = new Stack(new App(), 'Stack', ENV);
  const notes = new NotesApi(stack, 'Notes', TRASH);
  (notes.table.node.defaultChild as CfnGlobalTable).addPropertyDeletionOverride('TimeToLiveSpecification');
  expect(() => Template.fromStack(stack)).toThrow(/"trash" requires TTL on the attribute "expiresAt", which the table of the notes does not have/);
});

test.each(['deletedContent', 'deletedAt'])('an index on %s as a number is refused with a trash alone', (name) => {
  const indexed: TableOf = (stack) => {
    const own = new TableV2(stack, 'Indexed', { ...KEYS, ...WITH_TTL });
    own.addGlobalSecondaryIndex({ indexName: 'other', partitionKey: { name, type: AttributeType.NUMBER } });
    return own;
  };
  expect(() => adopted(indexed, TRASH)).toThrow(`index "other" on "${name}" as a number`);
  expect(() => adopted(indexed)).not.toThrow();
});

describe('the function of DELETE', () => {
  const actions = (props?: NotesApiProps) => Object.fromEntries(Object.entries(statements(synth(props).template))
    .map(([id, [{ Action }]]) => [id.replace(/^Notes|Role.*$/g, ''), Action]));

  test('may update items instead of deleting them, and no other function may do anything else', () => {
    expect(actions(TRASH)).toEqual({ ...actions(), DeleteNote: 'dynamodb:UpdateItem' });
    expect(actions()).toMatchObject({ DeleteNote: 'dynamodb:DeleteItem' });
  });
});
