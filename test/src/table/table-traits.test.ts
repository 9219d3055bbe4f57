import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import {
  CfnGlobalTable, CfnTable, ITable, MultiRegionConsistency, Table, TableV2, TableV2MultiAccountReplica,
} from 'aws-cdk-lib/aws-dynamodb';
import { adopted, ELSEWHERE, ENV, KEYS, ofAnotherStack, REGION, replica, table, tableV2, warnings } from './adopted';
import { ENVIRONMENT } from '../../../src/contract/environment';
import { HANDLERS } from '../../operations';
import { NotesApi, NotesOperation } from 'cdk-notes-api';

type TableOf = (stack: Stack) => ITable;

const NAMED = { tableName: 'Notebook' };
const WITH_TTL = { timeToLiveAttribute: 'expiresAt' };

/** The values of a variable by the functions that have it. */
const valuesOf = (template: Template, variable: string): Record<string, unknown> =>
  Object.fromEntries(Object.values(template.findResources('AWS::Lambda::Function'))
    .map(({ Properties }) => [Properties.Handler.replace('index.', ''), Properties.Environment.Variables[variable]])
    .filter(([, value]) => value !== undefined));

const overridden = (stack: Stack, value: unknown, property = 'TimeToLiveSpecification') => {
  const own = tableV2(stack);
  (own.node.defaultChild as CfnGlobalTable).addPropertyOverride(property, value);
  return own;
};

const ofAnotherAccount: TableOf = (stack) => new TableV2MultiAccountReplica(stack, 'Notebook', {
  replicaSourceTable: new TableV2(
    new Stack(stack.node.root as App, 'Data', { env: { account: '444455556666', region: ELSEWHERE } }), 'Source', { ...KEYS, ...NAMED },
  ),
});

const OTHER_REGIONS = ['eu-west-2', 'eu-west-3'];
const STRONG = { multiRegionConsistency: MultiRegionConsistency.STRONG };
const strong: TableOf = (stack) => tableV2(stack, { ...STRONG, replicas: OTHER_REGIONS.map((region) => ({ region })) });

/** Global tables with strong consistency. */
const STRONG_TABLES: [string, TableOf][] = [
  ['a TableV2 with three replicas', strong],
  ['a TableV2 with a witness', (stack) => tableV2(stack, { ...STRONG, replicas: [{ region: OTHER_REGIONS[0] }], witnessRegion: OTHER_REGIONS[1] })],
  ['a replica', (stack) => {
    const [primary, another] = OTHER_REGIONS;
    const data = ofAnotherStack(stack, { ...ENV.env, region: primary });
    return tableV2(data, { ...NAMED, ...STRONG, replicas: [REGION, another].map((region) => ({ region })) }).replica(REGION);
  }],
  ['a table of another stack', (stack) => strong(ofAnotherStack(stack))],
  ['a table that an override makes one', (stack) => overridden(stack, 'STRONG', 'MultiRegionConsistency')],
];

describe('that rows never expire', () => {
  const expiry = (template: Template) => valuesOf(template, ENVIRONMENT.rowsNeverExpire);

  test.each<[string, TableOf]>([
    ["the tutorial's table", (stack) => table(stack)],
    ['a TableV2 without a TTL', (stack) => tableV2(stack)],
    ['a Table with a TTL on another attribute', (stack) => table(stack, { timeToLiveAttribute: 'ttl' })],
    ['a TableV2 with a TTL on another attribute', (stack) => tableV2(stack, { timeToLiveAttribute: 'ttl' })],
    ['a table whose TTL is turned off', (stack) => overridden(stack, { AttributeName: 'expiresAt', Enabled: false })],
    ['a table whose TTL is turned off by a text', (stack) => overridden(stack, { AttributeName: 'expiresAt', Enabled: 'false' })],
    ['a replica of a table without a TTL', (stack) => replica(stack, NAMED)],
    ['a table of another stack', (stack) => table(ofAnotherStack(stack))],
    ['a table with strong consistency, which cannot have the TTL that its deployment decides on', (stack) => {
      const own = overridden(stack, 'STRONG', 'MultiRegionConsistency');
      (own.node.defaultChild as CfnGlobalTable).addPropertyOverride('TimeToLiveSpecification', { AttributeName: 'expiresAt', Enabled: { Ref: 'On' } });
      return own;
    }],
    ...STRONG_TABLES.map(([name, tableOf]): [string, TableOf] => [`${name}, with strong consistency`, tableOf]),
  ])('is told to every function of %s', (_, tableOf) => {
    expect(expiry(adopted(tableOf).template)).toEqual(Object.fromEntries(HANDLERS.map((handler) => [handler, 'true'])));
  });

  test.each<[string, TableOf]>([
    ['a Table with a TTL', (stack) => table(stack, WITH_TTL)],
    ['a TableV2 with a TTL', (stack) => tableV2(stack, WITH_TTL)],
    ['a table whose TTL is turned on by a text', (stack) => overridden(stack, { AttributeName: 'expiresAt', Enabled: 'true' })],
    ['a table whose deployment decides on the attribute', (stack) => overridden(stack, { AttributeName: { Ref: 'Name' }, Enabled: true })],
    ['a table whose deployment decides on the TTL', (stack) => overridden(stack, { 'Fn::If': ['Old', {}, {}] })],
    ['a replica of a table with a TTL', (stack) => replica(stack, { ...NAMED, ...WITH_TTL })],
    ['a replica of a table of another account', ofAnotherAccount],
    ['an imported table', (stack) => Table.fromTableName(stack, 'T', 'Notebook')],
    ['a table that is imported within another one', (stack) => Table.fromTableName(table(stack), 'T', 'Notebook')],
  ])('is told to no function of %s', (_, tableOf) => {
    expect(expiry(adopted(tableOf).template)).toEqual({});
  });

  test.each([
    ['no function of a table that the notes create', 0, () => {}],
    ['every function when the TTL of that is removed', HANDLERS.length, (own: CfnGlobalTable) => {
      own.addPropertyDeletionOverride('TimeToLiveSpecification');
    }],
  ])('is told to %s', (_, count, change) => {
    const stack = new Stack(new App(), 'Stack', ENV);
    change(new NotesApi(stack, 'Notes').table.node.defaultChild as CfnGlobalTable);
    expect(Object.keys(expiry(Template.fromStack(stack)))).toHaveLength(count);
  });

  test('follows a TTL that is turned on after the table was adopted', () => {
    const stack = new Stack(new App(), 'Stack', ENV);
    const own = table(stack);
    new NotesApi(stack, 'Notes', { table: own });
    (own.node.defaultChild as CfnTable).timeToLiveSpecification = { attributeName: 'expiresAt', enabled: true };
    expect(expiry(Template.fromStack(stack))).toEqual({});
  });

  test('follows a TTL that is turned on between two syntheses', () => {
    const app = new App();
    const stack = new Stack(app, 'Stack', ENV);
    const own = table(stack);
    new NotesApi(stack, 'Notes', { table: own });
    const told = [0, 1].map(() => {
      const { template } = app.synth({ force: true }).getStackByName('Stack');
      (own.node.defaultChild as CfnTable).timeToLiveSpecification = { attributeName: 'expiresAt', enabled: true };
      return Object.keys(expiry(Template.fromJSON(template))).length;
    });
    expect(told).toEqual([HANDLERS.length, 0]);
  });
});

/** The CDK's internal renderer. */
interface Rendering {
  _toCloudFormation(): object;
}

/** The number of times that the table of notes is rendered until the template is made. */
function renderings(operations: NotesOperation[]): number {
  const rendered = jest.spyOn(CfnGlobalTable.prototype as unknown as Rendering, '_toCloudFormation');
  const app = new App();
  new NotesApi(new Stack(app, 'Stack'), 'Notes', { operations });
  app.synth();
  const { length } = rendered.mock.calls;
  rendered.mockRestore();
  return length;
}

test('a table is rendered as often for all functions as for the one that needs all traits', () => {
  expect(renderings(Object.values(NotesOperation))).toBe(renderings([NotesOperation.CREATE]));
});

describe('that there are no transactions', () => {
  const transactions = (template: Template) => valuesOf(template, ENVIRONMENT.noTransactions);

  test.each(STRONG_TABLES)('is told to createNote alone with strong consistency, of %s', (_, tableOf) => {
    const { notes, template } = adopted(tableOf);
    expect(transactions(template)).toEqual({ createNote: 'true' });
    // Such a table cannot have a TTL.
    expect(warnings(notes)).toEqual([]);
  });

  test.each<[string, TableOf]>([
    ['a Table', (stack) => table(stack)],
    ['a TableV2', (stack) => tableV2(stack)],
    ['a global table with eventual consistency', (stack) => overridden(stack, 'EVENTUAL', 'MultiRegionConsistency')],
    ['a global table whose deployment decides', (stack) => overridden(stack, { Ref: 'Consistency' }, 'MultiRegionConsistency')],
    ['an imported table', (stack) => TableV2.fromTableName(stack, 'T', 'Notebook')],
  ])('is not told of %s', (_, tableOf) => {
    expect(transactions(adopted(tableOf).template)).toEqual({});
  });

  test('takes no permission away, since a create without a key needs the same', () => {
    const policies = (tableOf: TableOf) =>
      Object.values(adopted(tableOf).template.findResources('AWS::IAM::Role')).map(({ Properties }) => Properties.Policies);
    expect(policies(strong)).toEqual(policies((stack) => tableV2(stack)));
  });
});
