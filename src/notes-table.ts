import { RemovalPolicy } from 'aws-cdk-lib';
import { AttributeType, Billing, TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import { Construct } from 'constructs';

/** The table as the tutorial has it (`PK` user, `SK` note), with what keeps notes from being lost. */
export function notesTable(scope: Construct, removalPolicy: RemovalPolicy): TableV2 {
  return new TableV2(scope, 'Table', {
    partitionKey: { name: 'PK', type: AttributeType.STRING },
    sortKey: { name: 'SK', type: AttributeType.STRING },
    billing: Billing.onDemand(),
    timeToLiveAttribute: 'expiresAt',
    pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
    // With RETAIN_ON_UPDATE_OR_DELETE a failed first deployment deletes the table, and protection would fail that.
    deletionProtection: removalPolicy === RemovalPolicy.RETAIN,
    removalPolicy,
  });
}
