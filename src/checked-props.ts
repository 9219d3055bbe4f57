import { RemovalPolicy } from 'aws-cdk-lib';
import { checkNames } from './cdk/checked-names';
import { checkedObject, isObject, shown } from './cdk/checked-values';
import { NotesApiProps } from './notes-api-props';

/** The check that a prop must pass, and the remedy that the error names. */
type Kind = readonly [holds: (value: unknown) => boolean, remedy: string];

const FLAG: Kind = [(value) => typeof value === 'boolean', 'use true or false'];
const OPTIONS: Kind = [isObject, 'use an object'];
const GIVEN: Kind = [(value) => value !== null, 'use a value other than null'];

/** Props that are checked in the file that uses them. */
const ELSEWHERE: Kind = [() => true, ''];

const KINDS: Readonly<Record<keyof NotesApiProps, Kind>> = {
  accessLogs: FLAG,
  apiKeyRequired: FLAG,
  authorization: GIVEN,
  changes: FLAG,
  corsHeaders: ELSEWHERE,
  corsOrigins: ELSEWHERE,
  encryptionKey: ELSEWHERE,
  functionOptions: ELSEWHERE,
  functionOptionsByOperation: ELSEWHERE,
  gatewayResponses: FLAG,
  monitoring: ELSEWHERE,
  mountOn: ELSEWHERE,
  operations: ELSEWHERE,
  removalPolicy: GIVEN,
  replicaKeyArns: ELSEWHERE,
  replicaRegions: ELSEWHERE,
  requireIfMatch: FLAG,
  securityGroups: ELSEWHERE,
  table: ELSEWHERE,
  throttle: OPTIONS,
  timeBudget: OPTIONS,
  tracing: FLAG,
  trash: ELSEWHERE,
  vpc: ELSEWHERE,
  vpcSubnets: ELSEWHERE,
  webAclArn: ELSEWHERE,
};

/** For callers in plain JavaScript: a misspelled prop would be ignored, and a value of the wrong type misread. */
export function checkKinds(props: NotesApiProps): void {
  checkNames('', checkedObject('props', props, '{"tracing": false}'), KINDS);
  for (const [name, [holds, remedy]] of Object.entries(KINDS)) {
    const value = props[name as keyof NotesApiProps];
    if (value !== undefined && !holds(value)) {
      throw new Error(`"${name}" is ${shown(value)}: leave it out, or ${remedy}`);
    }
  }
}

/** Whether the API has a feed of changes, which learns of deletions from what the trash leaves. */
export function checkedChanges({ changes = false, trash }: NotesApiProps): boolean {
  if (changes && trash === undefined) {
    throw new Error('"changes" requires "trash", whose records of deleted notes report the deletions: set "trash", such as Duration.days(30), or leave "changes" out');
  }
  return changes;
}

/** Every policy but SNAPSHOT, which DynamoDB tables do not support. */
const REMOVAL_POLICIES: RemovalPolicy[] = Object.values(RemovalPolicy).filter((policy) => policy !== RemovalPolicy.SNAPSHOT);

export function checkedRemovalPolicy(policy: RemovalPolicy): RemovalPolicy {
  if (!REMOVAL_POLICIES.includes(policy)) {
    throw new Error(`"removalPolicy" is ${shown(policy)}, which DynamoDB tables do not support: use one of ${REMOVAL_POLICIES.join(', ')}`);
  }
  return policy;
}
