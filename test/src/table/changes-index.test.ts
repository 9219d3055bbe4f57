import { App, Duration, Stack } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import { AttributeType, CfnGlobalTable, GlobalSecondaryIndexPropsV2, ITable, ProjectionType, Table, TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import { ENV, replica, table, tableV2 } from './adopted';
import { FEED_FIELDS } from '../../../src/contract/changes';
import { NotesApi, NotesApiProps } from 'cdk-notes-api';

const WITH_CHANGES = { trash: Duration.days(30), changes: true } satisfies NotesApiProps;
const WITH_TTL = { timeToLiveAttribute: 'expiresAt' };
const ATTRIBUTES = ['title', 'noteTags', 'createdAt', 'rev', 'deletedAt', 'expiresAt'];
const STRING = AttributeType.STRING;

/** The index that docs/sync.md asks for. */
const NEEDED: GlobalSecondaryIndexPropsV2 = {
  indexName: 'notes-changes',
  partitionKey: { name: 'PK', type: STRING },
  sortKey: { name: 'updatedAt', type: STRING },
  projectionType: ProjectionType.INCLUDE,
  nonKeyAttributes: ATTRIBUTES,
};

const newStack = () => new Stack(new App(), 'Stack', ENV);

function synthesised(make: (stack: Stack) => ITable, customise: (own: ITable) => void = () => {}): Stack {
  const stack = newStack();
  const own = make(stack);
  new NotesApi(stack, 'Notes', { ...WITH_CHANGES, table: own });
  customise(own);
  // Validates, too.
  Template.fromStack(stack);
  return stack;
}

const INDEX = {
  IndexName: 'notes-changes',
  KeySchema: [{ AttributeName: 'PK', KeyType: 'HASH' }, { AttributeName: 'updatedAt', KeyType: 'RANGE' }],
  Projection: { ProjectionType: 'INCLUDE', NonKeyAttributes: ATTRIBUTES },
};

test('a created table has the index, which stays as it is', () => {
  const stack = newStack();
  new NotesApi(stack, 'Notes', WITH_CHANGES);
  Template.fromStack(stack).hasResourceProperties('AWS::DynamoDB::GlobalTable', { GlobalSecondaryIndexes: [INDEX] });
});

test('a deployed table gets the index in place: nothing else of it changes', () => {
  const tableWith = (props: NotesApiProps) => {
    const stack = newStack();
    new NotesApi(stack, 'Notes', { trash: WITH_CHANGES.trash, ...props });
    const tables = Template.fromStack(stack).findResources('AWS::DynamoDB::GlobalTable');
    for (const { Properties } of Object.values(tables)) {
      // Each replica names its indexes.
      [Properties, ...Properties.Replicas].forEach((indexed) => { delete indexed.GlobalSecondaryIndexes; });
      Properties.AttributeDefinitions = Properties.AttributeDefinitions.slice(0, 2);
    }
    return tables;
  };
  expect(tableWith({ changes: true })).toEqual(tableWith({}));
  expect(tableWith({ changes: false })).toEqual(tableWith({}));
});

test('of the fields of a note, these are in the feed', () => {
  expect(FEED_FIELDS).toEqual(['title', 'createdAt', 'tags']);
});

test('only the function that lists may read the index, and nothing else of it', () => {
  const stack = newStack();
  new NotesApi(stack, 'Notes', WITH_CHANGES);
  const roles = Object.values(Template.fromStack(stack).findResources('AWS::IAM::Role')).map((role) => JSON.stringify(role));
  const readers = roles.filter((role) => role.includes('/index/'));
  expect(readers).toHaveLength(1);
  expect(JSON.parse(readers[0]).Properties.Policies[0].PolicyDocument.Statement[0]).toEqual({
    Effect: 'Allow',
    Action: 'dynamodb:Query',
    Resource: [
      { 'Fn::GetAtt': [expect.stringMatching(/^NotesTable/), 'Arn'] },
      { 'Fn::Join': ['', [{ 'Fn::GetAtt': [expect.stringMatching(/^NotesTable/), 'Arn'] }, '/index/notes-changes']] },
    ],
  });
});

test.each<[string, (stack: Stack) => ITable]>([
  ['TableV2', (stack) => tableV2(stack, { ...WITH_TTL, globalSecondaryIndexes: [NEEDED] })],
  ['TableV2 whose index projects all', (stack) => tableV2(stack, {
    ...WITH_TTL, globalSecondaryIndexes: [{ ...NEEDED, projectionType: ProjectionType.ALL, nonKeyAttributes: undefined }],
  })],
  ['Table', (stack) => {
    const own = table(stack, WITH_TTL);
    own.addGlobalSecondaryIndex(NEEDED as Parameters<Table['addGlobalSecondaryIndex']>[0]);
    return own;
  }],
  ['replica', (stack) => replica(stack, { ...WITH_TTL, tableName: 'Notebook', globalSecondaryIndexes: [NEEDED] })],
])('a %s with the index is taken', (_, make) => {
  expect(() => synthesised(make)).not.toThrow();
});

test('an index that is added later counts', () => {
  expect(() => synthesised((stack) => tableV2(stack, WITH_TTL), (own) => (own as TableV2).addGlobalSecondaryIndex(NEEDED))).not.toThrow();
});

test.each<[string, GlobalSecondaryIndexPropsV2[], RegExp]>([
  ['no index', [], /"table" has no global index "notes-changes", which "changes" requires: add a global index/],
  ['another index', [{ ...NEEDED, indexName: 'other' }], /"table" has no global index "notes-changes"/],
  [
    'another partition key',
    [{ ...NEEDED, partitionKey: { name: 'team', type: STRING } }],
    /with the key team \(HASH, S\), updatedAt \(RANGE, S\), and "changes" requires/,
  ],
  ['another sort key', [{ ...NEEDED, sortKey: { name: 'createdAt', type: STRING } }], /with the key PK \(HASH, S\), createdAt \(RANGE, S\)/],
  ['no sort key', [{ ...NEEDED, sortKey: undefined }], /with the key PK \(HASH, S\), and/],
  [
    'an index of keys alone',
    [{ ...NEEDED, projectionType: ProjectionType.KEYS_ONLY, nonKeyAttributes: undefined }],
    /without title, noteTags, createdAt, rev, deletedAt, expiresAt, and "changes" requires/,
  ],
  ['an attribute less', [{ ...NEEDED, nonKeyAttributes: ATTRIBUTES.slice(0, -1) }], /without expiresAt, and "changes" requires/],
])('a table with %s is refused', (_, globalSecondaryIndexes, message) => {
  expect(() => synthesised((stack) => tableV2(stack, { ...WITH_TTL, globalSecondaryIndexes }))).toThrow(message);
});

test('a table whose local index has the name is refused', () => {
  expect(() => synthesised((stack) => tableV2(stack, {
    ...WITH_TTL, localSecondaryIndexes: [{ indexName: 'notes-changes', sortKey: { name: 'updatedAt', type: STRING } }],
  }))).toThrow('"table" has no global index "notes-changes"');
});

test.each<[string, (own: CfnGlobalTable) => void, string]>([
  ['is removed', (own) => own.addPropertyDeletionOverride('GlobalSecondaryIndexes'), 'has no global index "notes-changes"'],
  ['loses an attribute', (own) => own.addPropertyOverride('GlobalSecondaryIndexes.0.Projection.NonKeyAttributes', ATTRIBUTES.slice(1)), 'has the index "notes-changes" without title'],
])('a created table whose index %s later is refused at synthesis', (_, change, message) => {
  const stack = newStack();
  change(new NotesApi(stack, 'Notes', WITH_CHANGES).table.node.defaultChild as CfnGlobalTable);
  expect(() => Template.fromStack(stack)).toThrow(`the table of the notes ${message}`);
});

test('of an imported table, the index is not known: a warning says so', () => {
  const stack = synthesised((scope) => Table.fromTableName(scope, 'Imported', 'notes'));
  Annotations.fromStack(stack).hasWarning('/Stack/Notes', Match.stringLikeRegexp('a global index "notes-changes" with the key PK \\(HASH, S\\)'));
});

test('changes without a trash are refused', () => {
  expect(() => new NotesApi(newStack(), 'Notes', { changes: true })).toThrow(/^"changes" requires "trash", .*: set "trash", such as Duration\.days\(30\)/);
});
