import { Stack, Token } from 'aws-cdk-lib';
import { ITable, TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import { IKey } from 'aws-cdk-lib/aws-kms';
import { RegionInfo } from 'aws-cdk-lib/region-info';
import { Construct } from 'constructs';
import { matches, shown } from '../cdk/checked-values';

export interface ReplicasProps {
  readonly encryptionKey?: IKey;
  readonly replicaRegions?: string[];
  readonly replicaKeyArns?: { [region: string]: string };
}

/** The regions of the replicas, and the key of each. */
export interface Replicas {
  readonly replicaRegions: string[];
  readonly replicaKeyArns: { [region: string]: string };
}

export function checkedReplicas(scope: Construct, { encryptionKey, ...props }: ReplicasProps): Replicas {
  const replicaRegions = checkedRegions(Stack.of(scope).region, props.replicaRegions);
  return { replicaRegions, replicaKeyArns: checkedKeyArns(replicaRegions, props.replicaKeyArns, encryptionKey) };
}

function checkedRegions(own: string, regions: string[] = []): string[] {
  const remedy = 'leave it out for a table in one region, or list other regions such as "eu-west-1"';
  if (!Array.isArray(regions)) {
    throw new Error(`"replicaRegions" is ${shown(regions)}: ${remedy}`);
  }
  if (regions.length > 0 && Token.isUnresolved(own)) {
    throw new Error(
      '"replicaRegions" requires a stack with a known region: give the stack an "env" with a region, or leave "replicaRegions" out',
    );
  }
  for (const region of regions) {
    if (Token.isUnresolved(region) || !matches(region, /^[a-z]{2,}(-[a-z]+)+-\d+$/)) {
      throw new Error(`"replicaRegions" has ${shown(region)}, which is not a region: ${remedy}`);
    }
    if (region === own) {
      throw new Error(`"replicaRegions" has ${shown(region)}, which is the region of the table itself: remove it from the list`);
    }
    const [here, there] = [partitionOf(own), partitionOf(region)];
    if (here && there && here !== there) {
      throw new Error(
        `"replicaRegions" has ${shown(region)}, which is in the partition ${there}, and the table is in ${here}: use regions of ${here}`,
      );
    }
  }
  if (new Set(regions).size < regions.length) {
    throw new Error(`"replicaRegions" is ${shown(regions)}, which lists a region twice: list each region once`);
  }
  return regions;
}

/** With a customer's key, every replica needs a key in its own region; without one, no replica may have a key. */
function checkedKeyArns(regions: string[], keyArns: { [region: string]: string } = {}, encryptionKey?: IKey): { [region: string]: string } {
  if (keyArns === null || typeof keyArns !== 'object') {
    throw new Error(`"replicaKeyArns" is ${shown(keyArns)}: leave it out, or map each of "replicaRegions" to the ARN of a KMS key`);
  }
  for (const [region, arn] of Object.entries(keyArns)) {
    if (!encryptionKey) {
      throw new Error(
        `"replicaKeyArns" has ${shown(region)}, but "encryptionKey" is missing: set "encryptionKey" as well, or leave "replicaKeyArns" out`,
      );
    }
    if (!regions.includes(region)) {
      throw new Error(`"replicaKeyArns" has ${shown(region)}, which is not among "replicaRegions": add it there, or remove it here`);
    }
    if (
      !Token.isUnresolved(arn)
      && !matches(arn, new RegExp(`^arn:${partitionOf(region) ?? '[\\w-]+'}:kms:${region}:\\d{12}:key/[\\w-]+$`))
    ) {
      throw new Error(`"replicaKeyArns.${region}" is ${shown(arn)}: use the ARN of a KMS key in ${region}`);
    }
  }
  const keyless = regions.find((region) => !Object.hasOwn(keyArns, region));
  if (encryptionKey && keyless !== undefined) {
    throw new Error(
      `"replicaKeyArns" has no key for ${shown(keyless)}, and with "encryptionKey" every replica needs a key in its own region: add its ARN`,
    );
  }
  return keyArns;
}

/** @returns undefined for a region that this version of the CDK does not know */
function partitionOf(region: string): string | undefined {
  return RegionInfo.get(region).partition;
}

/** The construct id that the CDK gives a replica within its table. */
const replicaId = (region: string): string => `ReplicaTable${region}`;

/** Whether a construct is a replica of the table that it is a child of. */
export function isReplica({ env, node }: ITable): boolean {
  return node.id === replicaId(env.region);
}

/** The replica of a table in a region. The CDK creates it only once, so a second call has to find it. */
export function replicaOf(table: TableV2, region: string): ITable {
  return table.node.tryFindChild(replicaId(region)) as ITable | undefined ?? table.replica(region);
}
