import { ISecurityGroup, IVpc, Peer, Port, SecurityGroup, SelectedSubnets, SubnetSelection } from 'aws-cdk-lib/aws-ec2';
import { Construct } from 'constructs';
import { checkedList, checkedObject, shown } from '../cdk/checked-values';
import { checkSameEnvironment, checkReference } from '../cdk/same-environment';

export interface NotesNetworkProps {
  readonly vpc?: IVpc;
  readonly vpcSubnets?: SubnetSelection;
  readonly securityGroups?: ISecurityGroup[];
}

/** The VPC configuration of the functions. */
export interface NotesNetwork {
  readonly vpc: IVpc;
  readonly vpcSubnets?: SubnetSelection;
  readonly securityGroups: ISecurityGroup[];
}

/** @returns undefined for functions outside the customer's VPCs */
export function notesNetwork(scope: Construct, { vpc, vpcSubnets, securityGroups }: NotesNetworkProps): NotesNetwork | undefined {
  if (vpc === undefined) {
    for (const [name, value] of Object.entries({ vpcSubnets, securityGroups })) {
      if (value !== undefined) {
        throw new Error(`"${name}" requires "vpc", which is missing: set "vpc" as well, or leave "${name}" out`);
      }
    }
    return undefined;
  }
  return {
    vpc: checkedVpc(scope, vpc, vpcSubnets),
    vpcSubnets,
    securityGroups: securityGroups === undefined ? [securityGroup(scope, vpc)] : checkedSecurityGroups(scope, securityGroups),
  };
}

/** One group for all functions: nothing connects to them in the VPC, and they connect to HTTPS only. */
function securityGroup(scope: Construct, vpc: IVpc): SecurityGroup {
  const group = new SecurityGroup(scope, 'SecurityGroup', { vpc, description: 'Functions of the notes API', allowAllOutbound: false });
  group.addEgressRule(Peer.anyIpv4(), Port.tcp(443), 'AWS services');
  return group;
}

function checkedVpc(scope: Construct, vpc: IVpc, vpcSubnets?: SubnetSelection): IVpc {
  if (typeof vpc?.selectSubnets !== 'function') {
    throw new Error(`"vpc" is ${shown(vpc)}: use a VPC, such as a Vpc or the result of Vpc.fromLookup(…)`);
  }
  // Its account is not checked: another account may share its subnets.
  checkSameEnvironment('"vpc" is', { region: vpc.env.region }, scope, 'use a VPC in the region of the notes API');
  checkReference('"vpc" is', vpc, vpc.vpcId, scope);
  if (vpcSubnets !== undefined) {
    checkedObject('vpcSubnets', vpcSubnets, '{"subnetType": SubnetType.PRIVATE_ISOLATED}');
  }
  const publicSubnets = vpc.publicSubnets.map(({ subnetId }) => subnetId);
  const { isPendingLookup, subnetIds } = selectedSubnets(vpc, vpcSubnets);
  const remedy = 'use private subnets, such as {"subnetType": SubnetType.PRIVATE_ISOLATED} with an endpoint for DynamoDB';
  // Without subnets, Lambda would silently connect the function to no VPC.
  if (subnetIds.length === 0 && !isPendingLookup) {
    throw new Error(`${vpcSubnets === undefined ? '"vpc" has' : '"vpcSubnets" selects'} no subnets for the functions: ${remedy}`);
  }
  if (subnetIds.some((subnet) => publicSubnets.includes(subnet))) {
    const selection = vpcSubnets === undefined ? '"vpc" has only' : '"vpcSubnets" selects';
    throw new Error(`${selection} public subnets, where functions have no internet access: ${remedy}`);
  }
  return vpc;
}

/** The error of the CDK does not name the prop. */
function selectedSubnets(vpc: IVpc, vpcSubnets?: SubnetSelection): SelectedSubnets {
  try {
    return vpc.selectSubnets(vpcSubnets);
  } catch (error) {
    const names = vpcSubnets === undefined ? '"vpc" has' : '"vpcSubnets" selects';
    throw new Error(`${names} no subnets for the functions: ${(error as Error).message}`);
  }
}

function checkedSecurityGroups(scope: Construct, groups: ISecurityGroup[]): ISecurityGroup[] {
  const remedy = 'leave it out for a new security group, or list at least one security group';
  for (const group of checkedList('securityGroups', groups, remedy)) {
    if (typeof group?.securityGroupId !== 'string') {
      throw new Error(`"securityGroups" has ${shown(group)}, which is not a security group: ${remedy}`);
    }
    checkSameEnvironment('"securityGroups" has a group', { region: group.env.region }, scope, 'use security groups of "vpc"');
    checkReference('"securityGroups" has a group', group, group.securityGroupId, scope);
  }
  return groups;
}
