import { Annotations, App, Stack } from 'aws-cdk-lib';
import { CfnGlobalTable, ITable, Table } from 'aws-cdk-lib/aws-dynamodb';
import { adopted, ENV, replica, table, tableV2, warnings } from './adopted';

describe('without a time to live', () => {
  const overridden = (stack: Stack, value: unknown) => {
    const own = tableV2(stack);
    (own.node.defaultChild as CfnGlobalTable).addPropertyOverride('TimeToLiveSpecification', value);
    return own;
  };
  const WARNING =
    '"table" has no TTL on the attribute "expiresAt", so expired idempotency records are never deleted: enable TTL on it [ack: cdk-notes-api:table-without-ttl]';

  test.each<[string, (stack: Stack) => ITable]>([
    ["the tutorial's table", (stack) => table(stack)],
    ['a TableV2', (stack) => tableV2(stack)],
    ['a table with another attribute', (stack) => table(stack, { timeToLiveAttribute: 'ttl' })],
    ['a table where it is turned off', (stack) => overridden(stack, { AttributeName: 'expiresAt', Enabled: false })],
    ['a replica', (stack) => replica(stack, { tableName: 'Notebook' })],
  ])('there is a warning with a stable id for %s', (_, tableOf) => {
    expect(warnings(adopted(tableOf).notes)).toEqual([WARNING]);
  });

  test.each<[string, (stack: Stack) => ITable]>([
    ['a Table with it', (stack) => table(stack, { timeToLiveAttribute: 'expiresAt' })],
    ['a TableV2 with it', (stack) => tableV2(stack, { timeToLiveAttribute: 'expiresAt' })],
    ['a table whose deployment decides', (stack) => overridden(stack, { AttributeName: { Ref: 'Attribute' }, Enabled: true })],
    ['an imported table', (stack) => Table.fromTableName(stack, 'T', 'Notebook')],
  ])('there is no warning for %s', (_, tableOf) => {
    expect(warnings(adopted(tableOf).notes)).toEqual([]);
  });

  test('the warning can be acknowledged', () => {
    const stack = new Stack(new App(), 'Stack', ENV);
    Annotations.of(stack).acknowledgeWarning('cdk-notes-api:table-without-ttl');
    expect(warnings(adopted((its) => table(its), {}, stack).notes)).toEqual([]);
  });
});
