import { parsePartiQl } from './partiql';
import { PartitionKeys } from './partition-keys';
import { ServiceError } from './service-error';
import { ConditionKeyValues } from '../iam/context-keys';
import { ResourcePolicy } from '../iam/resource-policy';

/** An action that a request requires, with the known values of DynamoDB's condition keys. */
export interface RequiredAccess {
  readonly action: string;
  readonly resource: string;
  readonly keys: ConditionKeyValues;
  /** The policy of the resource, if it has one. */
  readonly resourcePolicy?: ResourcePolicy;
}

type AttributeValue = Record<string, unknown>;
type Item = Record<string, AttributeValue>;

/** A part of a request that is authorized separately. */
interface Part {
  readonly action: string;
  /** The table's name or ARN. */
  readonly table?: string;
  readonly index?: string;
  /** The partition key's values in the request, undefined for an unknown one. Omitted if the part has no partition keys. */
  leadingKeys?(partitionKey: string): (AttributeValue | undefined)[];
}

/** An operation's unvalidated input: any member may be missing. */
type Input = any;

const items = (action: string, table: string, all: (Item | undefined)[]): Part => ({
  action, table, leadingKeys: (partitionKey) => all.map((one) => one?.[partitionKey]),
});

const item = (action: string, { TableName, Key, Item }: Input): Part => items(action, TableName, [Key ?? Item]);

const partiQl = ({ Statement }: Input): Part => ({
  ...(parsePartiQl(Statement) ?? { action: 'PartiQLUnknown' }),
  leadingKeys: () => [undefined],
});

/** The actions that the parts of a transaction require, by the part's name. */
const TRANSACTED: Readonly<Record<string, string>> = {
  ConditionCheck: 'ConditionCheckItem', Delete: 'DeleteItem', Get: 'GetItem', Put: 'PutItem', Update: 'UpdateItem',
};

const transaction = ({ TransactItems }: Input): Part[] => TransactItems
  .flatMap((one: Input) => Object.entries(one).map(([name, part]) => item(TRANSACTED[name] ?? name, part)));

/** The operations that require more than the action of the same name on their table. */
const OPERATIONS: Readonly<Record<string, (input: Input) => Part[]>> = {
  BatchExecuteStatement: ({ Statements }) => Statements.map(partiQl),
  BatchGetItem: ({ RequestItems }) => Object.entries<Input>(RequestItems).map(([table, { Keys }]) => items('BatchGetItem', table, Keys)),
  BatchWriteItem: ({ RequestItems }) =>
    Object.entries<Input>(RequestItems).map(([table, requests]) =>
      items(
        'BatchWriteItem',
        table,
        requests.map(({ DeleteRequest, PutRequest }: Input) => DeleteRequest?.Key ?? PutRequest?.Item),
      ),
    ),
  DeleteItem: (input) => [item('DeleteItem', input)],
  ExecuteStatement: (input) => [partiQl(input)],
  ExecuteTransaction: ({ TransactStatements }) => TransactStatements.map(partiQl),
  GetItem: (input) => [item('GetItem', input)],
  PutItem: (input) => [item('PutItem', input)],
  Query: (input) => [{ action: 'Query', table: input.TableName, index: input.IndexName, leadingKeys: (name) => queriedKey(input, name) }],
  TransactGetItems: transaction,
  TransactWriteItems: transaction,
  UpdateItem: (input) => [item('UpdateItem', input)],
};

/** The operations that set `dynamodb:EnclosingOperation`. */
const ENCLOSING = ['ExecuteTransaction', 'TransactGetItems', 'TransactWriteItems'];

/** All access that a request requires; `tables` is the prefix of every table's ARN. */
export function requiredAccess(operation: string, input: Input, tables: string, partitionKeys: PartitionKeys): RequiredAccess[] {
  const other = (): Part[] => [
    { action: operation, table: input.TableName ?? input.TableArn ?? input.ResourceArn, index: input.IndexName },
  ];
  try {
    return (OPERATIONS[operation] ?? other)(input).map(({ action, index, leadingKeys, table = '*' }) => {
      const arn = table.startsWith('arn:') ? table : `${tables}${table}`;
      const resource = index === undefined ? arn : `${arn}/index/${index}`;
      const leading = leadingKeys ? leadingKeys(partitionKeys.find(resource) ?? '') : [];
      return {
        action: `dynamodb:${action}`,
        resource,
        keys: {
          'dynamodb:EnclosingOperation': ENCLOSING.includes(operation) ? [operation] : [],
          ...leading.every((value) => value) && { 'dynamodb:LeadingKeys': leading.map((value) => String(Object.values(value!)[0])) },
        },
      };
    });
  } catch (error) {
    if (error instanceof TypeError) {
      throw new ServiceError('SerializationException');
    }
    throw error;
  }
}

/** The value that a query's key condition compares the partition key with. */
function queriedKey(input: Input, name: string): (AttributeValue | undefined)[] {
  const { ExpressionAttributeNames: names = {}, ExpressionAttributeValues: values, KeyConditionExpression: condition = '' } = input;
  for (const [, attribute, value] of condition.matchAll(/(#?[\w.-]+)\s*=\s*(:\w+)/g)) {
    if ((names[attribute] ?? attribute) === name) {
      return [values[value]];
    }
  }
  return [undefined];
}
