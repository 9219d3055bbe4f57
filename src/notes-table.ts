import { RemovalPolicy } from 'aws-cdk-lib';
import { AttributeType, Billing, TableEncryptionV2, TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import { IKey } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import { TABLE } from './contract/table';

/** The table as the tutorial has it (`PK` user, `SK` note), with what keeps notes from being lost. */
export function notesTable(scope: Construct, removalPolicy: RemovalPolicy, encryptionKey?: IKey): TableV2 {
  return new TableV2(scope, 'Table', {
    partitionKey: { name: TABLE.partitionKey, type: AttributeType.STRING },
    sortKey: { name: TABLE.sortKey, type: AttributeType.STRING },
    billing: Billing.onDemand(),
    encryption: encryptionKey && TableEncryptionV2.customerManagedKey(encryptionKey),
    timeToLiveAttribute: TABLE.timeToLive,
    pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
    // With RETAIN_ON_UPDATE_OR_DELETE a failed first deployment deletes the table, and protection would fail that.
    deletionProtection: removalPolicy === RemovalPolicy.RETAIN,
    removalPolicy,
  });
}
