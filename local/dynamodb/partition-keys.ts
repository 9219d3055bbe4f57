import { KeySchemaElement } from '@aws-sdk/client-dynamodb';
import { Stack } from '../cloudformation/stack';

interface Keyed {
  readonly KeySchema: KeySchemaElement[];
}

interface Index extends Keyed {
  readonly IndexName: string;
}

interface TableProperties extends Keyed {
  readonly GlobalSecondaryIndexes?: Index[];
  readonly LocalSecondaryIndexes?: Index[];
}

/** The partition keys of the tables in the assembly, and of their indexes. */
export class PartitionKeys {
  private readonly names: ReadonlyMap<string, string | undefined>;

  constructor(stacks: readonly Stack[]) {
    this.names = new Map(
      stacks
        .flatMap((stack) => stack.resources<TableProperties>('AWS::DynamoDB::Table', 'AWS::DynamoDB::GlobalTable'))
        .flatMap(({ physicalId, properties: { GlobalSecondaryIndexes = [], KeySchema, LocalSecondaryIndexes = [] } }) => [
          { path: physicalId, KeySchema },
          ...[...GlobalSecondaryIndexes, ...LocalSecondaryIndexes].map((index) => ({
            path: `${physicalId}/index/${index.IndexName}`,
            KeySchema: index.KeySchema,
          })),
        ])
        .map(({ path, KeySchema }) => [path, KeySchema.find(({ KeyType }) => KeyType === 'HASH')?.AttributeName]),
    );
  }

  /** The name of the partition key of a table or an index, by its ARN. */
  find(arn: string): string | undefined {
    return this.names.get(arn.split(':table/')[1]);
  }
}
