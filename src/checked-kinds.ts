import { isObject, shown } from './checked-values';
import { NotesApiProps } from './notes-api-props';

/** What a prop has to be, and what to use. */
type Kind = readonly [holds: (value: unknown) => boolean, remedy: string];

const FLAG: Kind = [(value) => typeof value === 'boolean', 'use true or false'];
const OPTIONS: Kind = [isObject, 'use an object'];
const GIVEN: Kind = [(value) => value !== null, 'use a value'];
/** Where the prop is used. */
const CHECKED: Kind = [() => true, ''];

/** Every prop has a line here. */
const KINDS: Readonly<Record<keyof NotesApiProps, Kind>> = {
  accessLogs: FLAG,
  apiKeyRequired: FLAG,
  authorization: GIVEN,
  corsOrigins: CHECKED,
  encryptionKey: CHECKED,
  functionOptions: CHECKED,
  functionOptionsByOperation: CHECKED,
  gatewayResponses: FLAG,
  monitoring: CHECKED,
  mountOn: CHECKED,
  operations: CHECKED,
  removalPolicy: GIVEN,
  replicaKeyArns: CHECKED,
  replicaRegions: CHECKED,
  requireIfMatch: FLAG,
  securityGroups: CHECKED,
  table: CHECKED,
  throttle: OPTIONS,
  timeBudget: OPTIONS,
  tracing: FLAG,
  vpc: CHECKED,
  vpcSubnets: CHECKED,
  webAclArn: CHECKED,
};

/** For callers in plain JavaScript: what is of another kind would be taken for something else, or for nothing. */
export function checkKinds(props: NotesApiProps): void {
  for (const [name, [holds, remedy]] of Object.entries(KINDS)) {
    const value = props[name as keyof NotesApiProps];
    if (value !== undefined && !holds(value)) {
      throw new Error(`"${name}" is ${shown(value)}: leave it out, or ${remedy}`);
    }
  }
}
