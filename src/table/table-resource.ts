import { CfnResource, Reference, Tokenization } from 'aws-cdk-lib';
import { ITable } from 'aws-cdk-lib/aws-dynamodb';
import { IConstruct } from 'constructs';
import { isReplica } from './replicas';

/** An element of a key, of a table or of an index. */
interface KeyElement {
  readonly AttributeName: string;
  readonly KeyType: string;
}

interface Index {
  readonly IndexName?: string;
  readonly KeySchema?: readonly KeyElement[];
  readonly Projection?: { readonly ProjectionType?: string; readonly NonKeyAttributes?: readonly string[] };
}

/** Properties that Table and TableV2 have in common. */
export interface TableProperties {
  /** Absent from a replica of a table in another account, which has its own properties. */
  readonly KeySchema?: readonly KeyElement[];
  readonly AttributeDefinitions?: { readonly AttributeName: string; readonly AttributeType: string }[];
  readonly GlobalSecondaryIndexes?: readonly Index[];
  readonly LocalSecondaryIndexes?: readonly Index[];
  readonly TimeToLiveSpecification?: { readonly AttributeName?: string; readonly Enabled?: boolean };
  readonly MultiRegionConsistency?: string;
}

/** The resource of a table. A replica is a child of its table, without its own resource. A table of another app has no resource. */
export function tableResource(table: ITable): CfnResource | undefined {
  const { defaultChild } = isReplica(table) ? table.node.scope!.node : table.node;
  return [defaultChild, ...referencedBy(table)].find(isTableResource);
}

/** The resource that the ARN or the name of an imported table refers to, such as `Table.fromTableArn(this, 'Table', cfnTable.attrArn)`. */
const referencedBy = ({ tableArn, tableName }: ITable): IConstruct[] =>
  [tableArn, tableName]
    .map((text) => Tokenization.reverse(text, { failConcat: false }))
    .filter(Reference.isReference)
    .map(({ target }) => target);

const isTableResource = (construct: IConstruct | undefined): construct is CfnResource =>
  CfnResource.isCfnResource(construct) && /^AWS::DynamoDB::(Global)?Table$/.test(construct.cfnResourceType);

/** A key as an error message shows it, of a table or of an index. */
export const keyText = (key: readonly KeyElement[] = [], definitions: TableProperties['AttributeDefinitions'] = []): string =>
  key.map(({ AttributeName, KeyType }) => {
    const { AttributeType } = definitions.find((definition) => definition.AttributeName === AttributeName) ?? {};
    return `${AttributeName} (${KeyType}, ${AttributeType})`;
  }).join(', ');

/** Whether the value is only known at deployment. */
export function isKnownAtDeploymentOnly(value: unknown): boolean {
  return /{"(Ref|Fn::\w+)":/.test(JSON.stringify(value) ?? '');
}
