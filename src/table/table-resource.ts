import { CfnResource } from 'aws-cdk-lib';
import { ITable } from 'aws-cdk-lib/aws-dynamodb';
import { isReplica } from './replicas';

/** Properties that Table and TableV2 have in common. */
export interface TableProperties {
  /** Absent from a replica of a table in another account, which has its own properties. */
  readonly KeySchema?: { readonly AttributeName: string; readonly KeyType: string }[];
  readonly AttributeDefinitions?: { readonly AttributeName: string; readonly AttributeType: string }[];
  readonly TimeToLiveSpecification?: { readonly AttributeName?: string; readonly Enabled?: boolean };
  readonly MultiRegionConsistency?: string;
}

/** The resource of a table. A replica is a child of its table and has no resource of its own; an imported table has none in the app. */
export function tableResource(table: ITable): CfnResource | undefined {
  const { defaultChild: resource } = isReplica(table) ? table.node.scope!.node : table.node;
  return CfnResource.isCfnResource(resource) && /^AWS::DynamoDB::(Global)?Table$/.test(resource.cfnResourceType) ? resource : undefined;
}

/** Whether the value is only known at deployment. */
export function isKnownAtDeploymentOnly(value: unknown): boolean {
  return /{"(Ref|Fn::\w+)":/.test(JSON.stringify(value) ?? '');
}
