import { Annotations, App, Stack } from 'aws-cdk-lib';
import { AttributeType, CfnGlobalTable, CfnTable, ITable, Table, TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import { adopted, ENV, KEYS, ofAnotherStack, replica, table, tableV2, warnings } from './adopted';
import { WRITTEN_ATTRIBUTES } from '../../../src/contract/attributes';
import { NotesApi } from 'cdk-notes-api';

const { BINARY, NUMBER, STRING } = AttributeType;
const TYPES = { [STRING]: 'a string', [NUMBER]: 'a number', [BINARY]: 'binary', L: 'a list' };
const WITH_TTL = { timeToLiveAttribute: 'expiresAt' };
const OTHER = { name: 'color', type: STRING };

interface Key {
  readonly name: string;
  readonly type: AttributeType;
}

/** The ways to define an index whose key has an attribute. */
const DEFINITIONS: Record<string, (stack: Stack, key: Key) => ITable> = {
  'the partition key of a global index of a Table': (stack, key) => {
    const own = table(stack, WITH_TTL);
    own.addGlobalSecondaryIndex({ indexName: 'mine', partitionKey: key });
    return own;
  },
  'the sort key of a global index of a Table': (stack, key) => {
    const own = table(stack, WITH_TTL);
    own.addGlobalSecondaryIndex({ indexName: 'mine', partitionKey: OTHER, sortKey: key });
    return own;
  },
  'the sort key of a local index of a Table': (stack, key) => {
    const own = table(stack, WITH_TTL);
    own.addLocalSecondaryIndex({ indexName: 'mine', sortKey: key });
    return own;
  },
  'the partition key of a global index of a TableV2': (stack, key) =>
    tableV2(stack, { ...WITH_TTL, globalSecondaryIndexes: [{ indexName: 'mine', partitionKey: key }] }),
  'the sort key of a global index of a TableV2': (stack, key) =>
    tableV2(stack, { ...WITH_TTL, globalSecondaryIndexes: [{ indexName: 'mine', partitionKey: OTHER, sortKey: key }] }),
  'the sort key of a local index of a TableV2': (stack, key) =>
    tableV2(stack, { ...WITH_TTL, localSecondaryIndexes: [{ indexName: 'mine', sortKey: key }] }),
  'the partition key of a global index of the table of a replica': (stack, key) =>
    replica(stack, { ...WITH_TTL, tableName: 'Notebook', globalSecondaryIndexes: [{ indexName: 'mine', partitionKey: key }] }),
  'the partition key of a global index of a table of another stack': (stack, key) =>
    tableV2(ofAnotherStack(stack), { ...WITH_TTL, globalSecondaryIndexes: [{ indexName: 'mine', partitionKey: key }] }),
  'the sort key of a global index of a CfnTable by its ARN': (stack, key) =>
    Table.fromTableArn(stack, 'Imported', cfnTable(stack, definition(key), globalIndex(key)).attrArn),
  'the sort key of a global index of a CfnTable by its name': (stack, key) =>
    Table.fromTableName(stack, 'Imported', cfnTable(stack, definition(key), globalIndex(key)).ref),
  'the sort key of a global index of a CfnGlobalTable by its ARN': (stack, key) => {
    const own = new CfnGlobalTable(stack, 'Cfn', { ...cfnProps(definition(key), globalIndex(key)), replicas: [{ region: stack.region }] });
    return TableV2.fromTableArn(stack, 'Imported', own.attrArn);
  },
};

const definition = ({ name, type }: Key) => ({ attributeName: name, attributeType: type });
const globalIndex = ({ name }: Key) => ({
  indexName: 'mine',
  keySchema: [{ attributeName: OTHER.name, keyType: 'HASH' }, { attributeName: name, keyType: 'RANGE' }],
  projection: { projectionType: 'ALL' },
});
const cfnProps = (...[attribute, index]: [CfnTable.AttributeDefinitionProperty, CfnTable.GlobalSecondaryIndexProperty]) => ({
  keySchema: [{ attributeName: 'PK', keyType: 'HASH' }, { attributeName: 'SK', keyType: 'RANGE' }],
  attributeDefinitions: [...[KEYS.partitionKey, KEYS.sortKey, OTHER].map(definition), attribute],
  globalSecondaryIndexes: [index],
  timeToLiveSpecification: { attributeName: 'expiresAt', enabled: true },
});
const cfnTable = (stack: Stack, ...given: Parameters<typeof cfnProps>) => new CfnTable(stack, 'Cfn', cfnProps(...given));

/** The table with a global index on an attribute of a note. */
const indexed = (key: Key) => (stack: Stack) => DEFINITIONS['the partition key of a global index of a TableV2'](stack, key);

/** The message of the refusal of an index. */
function refusal(prop: string, name: string, type: AttributeType): string {
  const ours = TYPES[WRITTEN_ATTRIBUTES[name].type as AttributeType];
  const remedy = WRITTEN_ATTRIBUTES[name].type === 'L' ? '' : `index it as ${ours}, or `;
  return `${prop} has the index "mine" on "${name}" as ${TYPES[type]}, and the functions write "${name}" as ${ours}, which DynamoDB would refuse: `
    + `${remedy}index another attribute`;
}

describe.each(Object.entries(DEFINITIONS))('%s', (_, tableOf) => {
  test('is refused as a number where notes have a string', () => {
    expect(() => adopted((stack) => tableOf(stack, { name: 'createdAt', type: NUMBER }))).toThrow(refusal('"table"', 'createdAt', NUMBER));
  });

  test('is accepted as the string that notes have, without a warning', () => {
    expect(warnings(adopted((stack) => tableOf(stack, { name: 'createdAt', type: STRING })).notes)).toEqual([]);
  });

  test('is not checked where notes do not have the attribute', () => {
    expect(warnings(adopted((stack) => tableOf(stack, { name: 'price', type: NUMBER })).notes)).toEqual([]);
  });
});

const wrongTypes = Object.entries(WRITTEN_ATTRIBUTES).filter(([name]) => name !== 'PK' && name !== 'SK')
  .flatMap(([name, { type }]) => [STRING, NUMBER, BINARY].filter((other) => `${other}` !== type).map((other) => [name, other] as const));

test.each(wrongTypes)('an index on %s with the type %s is refused', (name, type) => {
  expect(() => adopted(indexed({ name, type }))).toThrow(refusal('"table"', name, type));
});

describe('an index on values that DynamoDB refuses as keys', () => {
  const warning = (name: string, refused: string) =>
    `"table" has the index "mine" on "${name}", so DynamoDB refuses a note whose "${name}" ${refused}, and the request fails: index another attribute, or acknowledge this warning if your clients never send such a note [ack: cdk-notes-api:index-refuses-notes]`;
  const { 'the partition key of a global index of a TableV2': hash, 'the sort key of a global index of a TableV2': range } = DEFINITIONS;

  test.each<[string, string, typeof hash, string]>([
    ['noteContent', 'a partition key', hash, 'is empty or is larger than 2048 bytes'],
    ['noteContent', 'a sort key', range, 'is empty or is larger than 1024 bytes'],
    ['title', 'a partition key', hash, 'is empty'],
    ['title', 'a sort key', range, 'is empty'],
    ['PK', 'a sort key', range, 'is larger than 1024 bytes'],
  ])('is told in a warning of a stable id, on %s as %s', (name, _, tableOf, refused) => {
    expect(warnings(adopted((stack) => tableOf(stack, { name, type: STRING })).notes)).toEqual([warning(name, refused)]);
  });

  test.each([
    ['PK', hash], ['SK', hash], ['SK', range], ['createdAt', range], ['updatedAt', range], ['rev', hash], ['noteId', hash],
  ] as const)('is not told on %s, which is never such a value', (name, tableOf) => {
    expect(warnings(adopted((stack) => tableOf(stack, { name, type: STRING })).notes)).toEqual([]);
  });

  test('is told once for each index', () => {
    const { notes } = adopted((stack) => {
      const own = tableV2(stack, WITH_TTL);
      for (const indexName of ['one', 'two']) {
        own.addGlobalSecondaryIndex({ indexName, partitionKey: { name: 'title', type: STRING } });
      }
      return own;
    });
    expect(warnings(notes)).toEqual(['one', 'two'].map((name) => expect.stringContaining(`the index "${name}"`)));
  });

  test('is not told when the warning is acknowledged', () => {
    const stack = new Stack(new App(), 'Stack', ENV);
    Annotations.of(stack).acknowledgeWarning('cdk-notes-api:index-refuses-notes');
    expect(warnings(adopted(indexed({ name: 'title', type: STRING }), {}, stack).notes)).toEqual([]);
  });
});

describe('an index that is added later', () => {
  const later = (key: Key, props = {}) => {
    const app = new App();
    const stack = new Stack(app, 'Stack', ENV);
    const own = 'table' in props ? tableV2(stack, WITH_TTL) : undefined;
    const notes = new NotesApi(stack, 'Notes', { table: own });
    (notes.table as TableV2).addGlobalSecondaryIndex({ indexName: 'mine', partitionKey: key });
    return { app, notes };
  };

  test.each([
    ['a table of the user\'s own', { table: true }, '"table"'],
    ['the table that the notes create', {}, 'the table of the notes'],
  ])('to %s is refused when the app is synthesised', (_, props, name) => {
    expect(() => later({ name: 'createdAt', type: NUMBER }, props).app.synth()).toThrow(refusal(name, 'createdAt', NUMBER));
    expect(() => later({ name: 'createdAt', type: STRING }, props).app.synth()).not.toThrow();
  });

  test('is told in a warning, too', () => {
    const { app, notes } = later({ name: 'title', type: STRING });
    app.synth();
    expect(warnings(notes)).toEqual([expect.stringMatching(/^the table of the notes has the index "mine" on "title", .* is empty,/)]);
  });
});

describe('what only the deployment knows', () => {
  test.each<[string, string, unknown]>([
    ['the indexes', 'GlobalSecondaryIndexes', { 'Fn::If': ['Old', [], []] }],
    ['an index', 'GlobalSecondaryIndexes.0', { 'Fn::If': ['Old', {}, {}] }],
    ['the key of an index', 'GlobalSecondaryIndexes.0.KeySchema', { 'Fn::If': ['Old', [], []] }],
    ['an element of the key of an index', 'GlobalSecondaryIndexes.0.KeySchema.0', { 'Fn::If': ['Old', {}, {}] }],
    ['the attribute of an index', 'GlobalSecondaryIndexes.0.KeySchema.0.AttributeName', { Ref: 'Attribute' }],
    ['the definition of an attribute', 'AttributeDefinitions.2', { 'Fn::If': ['Old', {}, {}] }],
    ['the type of an attribute', 'AttributeDefinitions.2.AttributeType', { Ref: 'Type' }],
  ])('is not checked: %s', (_, path, value) => {
    expect(() => adopted((stack) => {
      const own = indexed({ name: 'createdAt', type: NUMBER })(stack);
      (own.node.defaultChild as CfnGlobalTable).addPropertyOverride(path, value);
      return own;
    })).not.toThrow();
  });

  test('does not hide what is known: an index without a known name', () => {
    expect(() => adopted((stack) => {
      const own = indexed({ name: 'createdAt', type: NUMBER })(stack);
      (own.node.defaultChild as CfnGlobalTable).addPropertyOverride('GlobalSecondaryIndexes.0.IndexName', { Ref: 'Name' });
      return own;
    })).toThrow('"table" has the index {"Ref":"Name"} on "createdAt" as a number');
  });
});

test('the indexes of an imported table are not known', () => {
  expect(warnings(adopted((stack) => Table.fromTableAttributes(stack, 'T', { tableName: 'Notebook', globalIndexes: ['mine'] })).notes)).toEqual([]);
});
