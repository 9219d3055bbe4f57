import { Stack, Token } from 'aws-cdk-lib';
import { IKey } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import { checkedList, matches, shown } from './checked-values';

export interface ReplicasProps {
  readonly encryptionKey?: IKey;
  readonly replicaRegions?: string[];
  readonly replicaKeyArns?: { [region: string]: string };
}

/** Where the table's replicas are, and what each is encrypted with. */
export interface Replicas {
  readonly replicaRegions: string[];
  readonly replicaKeyArns: { [region: string]: string };
}

export function checkedReplicas(scope: Construct, { encryptionKey, ...props }: ReplicasProps): Replicas {
  const replicaRegions = props.replicaRegions === undefined ? [] : checkedRegions(Stack.of(scope).region, props.replicaRegions);
  return { replicaRegions, replicaKeyArns: checkedKeyArns(replicaRegions, props.replicaKeyArns, encryptionKey) };
}

function checkedRegions(own: string, regions: string[]): string[] {
  const remedy = 'leave it out for a table in one region, or list others such as "eu-west-1"';
  checkedList('replicaRegions', regions, remedy);
  if (Token.isUnresolved(own)) {
    throw new Error('"replicaRegions" needs to know the region of the table itself: give the stack an "env" with a region, or leave it out');
  }
  for (const region of regions) {
    if (Token.isUnresolved(region) || !matches(region, /^[a-z]{2,}(-[a-z]+)+-\d+$/)) {
      throw new Error(`"replicaRegions" has ${shown(region)}, which is no region: ${remedy}`);
    }
    if (region === own) {
      throw new Error(`"replicaRegions" has ${shown(region)}, where the table itself is: ${remedy}`);
    }
  }
  if (new Set(regions).size < regions.length) {
    throw new Error(`"replicaRegions" is ${shown(regions)}, with a region twice: ${remedy}`);
  }
  return regions;
}

/** With a customer's key every replica has one of its own region, and without it none. */
function checkedKeyArns(regions: string[], keyArns: { [region: string]: string } = {}, encryptionKey?: IKey): { [region: string]: string } {
  if (keyArns === null || typeof keyArns !== 'object') {
    throw new Error(`"replicaKeyArns" is ${shown(keyArns)}: leave it out, or list the ARN of a KMS key for each of "replicaRegions"`);
  }
  for (const [region, arn] of Object.entries(keyArns)) {
    if (!encryptionKey) {
      throw new Error(`"replicaKeyArns" has ${shown(region)}, and is of replicas whose table has an "encryptionKey": give that as well, or leave it out`);
    }
    if (!regions.includes(region)) {
      throw new Error(`"replicaKeyArns" has ${shown(region)}, which is not among "replicaRegions": add it there, or leave it out here`);
    }
    if (!Token.isUnresolved(arn) && !matches(arn, new RegExp(`^arn:[\\w-]+:kms:${region}:\\d{12}:key/[\\w-]+$`))) {
      throw new Error(`"replicaKeyArns.${region}" is ${shown(arn)}: use the ARN of a KMS key of ${region}`);
    }
  }
  const keyless = regions.find((region) => !Object.hasOwn(keyArns, region));
  if (encryptionKey && keyless !== undefined) {
    throw new Error(`"replicaKeyArns" has no key for ${shown(keyless)}, and with "encryptionKey" every replica needs one of its region: add its ARN`);
  }
  return keyArns;
}
