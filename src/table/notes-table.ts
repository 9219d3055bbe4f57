import { CfnDeletionPolicy, CfnResource, Lazy, RemovalPolicy } from 'aws-cdk-lib';
import { AttributeType, Billing, ITable, TableEncryptionV2, TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import { IKey } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import { adoptedTable } from './adopted-table';
import { CHANGES_INDEX_PROPS, checkChangesIndex } from './changes-index';
import { checkedEncryptionKey } from './encryption-key';
import { checkIndexes } from './indexes';
import { checkedReplicas } from './replicas';
import { checkEmptied } from './trash';
import { writtenAttributes } from '../contract/attributes';
import { TABLE } from '../contract/table';

export interface NotesTableProps {
  readonly table?: ITable;
  readonly encryptionKey?: IKey;
  readonly replicaRegions?: string[];
  readonly replicaKeyArns?: { [region: string]: string };
  readonly removalPolicy: RemovalPolicy;
  readonly hasTrash: boolean;
  readonly hasChanges: boolean;
}

/** The table of the notes: a new one, or the given one. */
export function notesTable(
  scope: Construct,
  { table, encryptionKey, replicaRegions, replicaKeyArns, ...props }: NotesTableProps,
): ITable {
  if (table === undefined) {
    return ownTable(scope, { encryptionKey, replicaRegions, replicaKeyArns, ...props });
  }
  for (const [name, value] of Object.entries({ encryptionKey, replicaRegions, replicaKeyArns })) {
    if (value !== undefined) {
      throw new Error(
        `"${name}" is for the table that NotesApi creates, and "table" was given: leave it out, and set it on that table`,
      );
    }
  }
  return adoptedTable(scope, table, props);
}

/** The created table as an error message names it. */
const OWN = 'the table of the notes';

/** Keys as in the tutorial (`PK` user, `SK` note), plus protection against the loss of notes. */
function ownTable(scope: Construct, { removalPolicy, hasTrash, hasChanges, ...props }: Omit<NotesTableProps, 'table'>): TableV2 {
  const encryptionKey = checkedEncryptionKey(scope, props.encryptionKey);
  const { replicaRegions, replicaKeyArns } = checkedReplicas(scope, props);
  const table: TableV2 = new TableV2(scope, 'Table', {
    // Unlike the CDK's default, this stays empty: a reference from another region or account would set a name, and so replace the table.
    tableName: Lazy.string({ produce: () => undefined }),
    partitionKey: { name: TABLE.partitionKey, type: AttributeType.STRING },
    sortKey: { name: TABLE.sortKey, type: AttributeType.STRING },
    billing: Billing.onDemand(),
    encryption: encryptionKey && TableEncryptionV2.customerManagedKey(encryptionKey, replicaKeyArns),
    globalSecondaryIndexes: hasChanges ? [CHANGES_INDEX_PROPS] : undefined,
    timeToLiveAttribute: TABLE.timeToLive,
    pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
    deletionProtection: protectionOf(() => table),
    removalPolicy,
    replicas: replicaRegions.map((region) => ({ region })),
  });
  // The app can add indexes to it, and override its properties.
  const resource = table.node.defaultChild as CfnResource;
  checkIndexes(scope, OWN, resource, writtenAttributes(hasTrash));
  if (hasTrash) {
    checkEmptied(scope, OWN, resource);
  }
  if (hasChanges) {
    checkChangesIndex(scope, OWN, resource);
  }
  return table;
}

/**
 * Follows the final policy of the table, because an app can set another one later: `RemovalPolicies.of(stack).destroy()`. With
 * RETAIN_ON_UPDATE_OR_DELETE a failed first deployment deletes the table, which protection would prevent.
 */
function protectionOf(table: () => TableV2): boolean {
  const isRetained = () => (table().node.defaultChild as CfnResource).cfnOptions.deletionPolicy === CfnDeletionPolicy.RETAIN;
  return Lazy.uncachedAny({ produce: isRetained }) as unknown as boolean;
}
