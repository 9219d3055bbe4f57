import { isObject, shown } from './checked-values';
import { NotesApiProps } from './notes-api-props';

/** What a prop has to be, and what to use. */
type Kind = readonly [holds: (value: unknown) => boolean, remedy: string];

const FLAG: Kind = [(value) => typeof value === 'boolean', 'use true or false'];
const LIST: Kind = [Array.isArray, 'use a list'];
const OPTIONS: Kind = [isObject, 'use an object'];
/** All else is checked where the prop is used. */
const GIVEN: Kind = [(value) => value !== null, 'use a value'];

/** Every prop has a line here. */
const KINDS: Readonly<Record<keyof NotesApiProps, Kind>> = {
  accessLogs: FLAG,
  apiKeyRequired: FLAG,
  authorization: GIVEN,
  corsOrigins: GIVEN,
  encryptionKey: GIVEN,
  functionOptions: GIVEN,
  functionOptionsByOperation: OPTIONS,
  gatewayResponses: FLAG,
  monitoring: GIVEN,
  mountOn: GIVEN,
  operations: GIVEN,
  removalPolicy: GIVEN,
  replicaKeyArns: OPTIONS,
  replicaRegions: LIST,
  requireIfMatch: FLAG,
  securityGroups: GIVEN,
  table: GIVEN,
  throttle: OPTIONS,
  timeBudget: OPTIONS,
  tracing: FLAG,
  vpc: GIVEN,
  vpcSubnets: OPTIONS,
  webAclArn: GIVEN,
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
