import { RemovalPolicy, Stack } from 'aws-cdk-lib';
import { CfnGlobalTable } from 'aws-cdk-lib/aws-dynamodb';
import { TABLE } from '../../../../src/contract/table';

/** The table for the notes, only in the region of the stack. */
export function bareTable(stack: Stack): CfnGlobalTable {
  const table = new CfnGlobalTable(stack, 'Table', {
    attributeDefinitions: [
      { attributeName: TABLE.partitionKey, attributeType: 'S' },
      { attributeName: TABLE.sortKey, attributeType: 'S' },
    ],
    keySchema: [
      { attributeName: TABLE.partitionKey, keyType: 'HASH' },
      { attributeName: TABLE.sortKey, keyType: 'RANGE' },
    ],
    billingMode: 'PAY_PER_REQUEST',
    replicas: [{
      region: stack.region,
      deletionProtectionEnabled: true,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
    }],
    timeToLiveSpecification: { attributeName: TABLE.timeToLive, enabled: true },
  });
  table.applyRemovalPolicy(RemovalPolicy.RETAIN);
  return table;
}
