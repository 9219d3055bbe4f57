import { NotesOperation } from 'cdk-notes-api';
import { DescribedFunctionOptions, DescribedProps, Place, PropName } from './described';

/** The default time budget and timeout. */
const DEFAULT_ATTEMPTS_MILLIS = 2_000;
const DEFAULT_TIMEOUT_SECONDS = 10;

/** The smallest timeout in whole seconds that leaves half a second to answer. */
const leastTimeout = ({ timeBudget }: DescribedProps): number =>
  Math.floor(((timeBudget?.allAttempts ?? DEFAULT_ATTEMPTS_MILLIS) + 500) / 1000) + 1;

type Condition = (props: DescribedProps, place: Place) => unknown;

/**
 * The conditions that rule a prop out: other props, or the environment of the stack. The order matters, because a prop that is left out
 * rules nothing out.
 */
export const RULED_OUT: readonly (readonly [prop: PropName, when: Condition])[] = [
  ['throttle', ({ mountOn }) => mountOn],
  ['webAclArn', ({ mountOn }) => mountOn],
  ['accessLogs', ({ mountOn }) => mountOn],
  ['monitoring', ({ mountOn }) => mountOn?.api === 'imported'],
  ['corsHeaders', ({ corsOrigins }) => !corsOrigins],
  ['encryptionKey', ({ table }, { region }) => table || !region],
  ['replicaRegions', ({ table }, { region }) => table || !region],
  ['replicaKeyArns', ({ encryptionKey, replicaRegions }) => !encryptionKey || !replicaRegions],
  ['replicaRegions', ({ encryptionKey, replicaKeyArns }) => encryptionKey && !replicaKeyArns],
  // Their own tables have no index for it.
  ['changes', ({ changes, table, trash }) => changes && (!trash || (table && !table.startsWith('by')))],
  ['vpcSubnets', ({ vpc }) => !vpc],
  ['securityGroups', ({ vpc }) => !vpc],
  // If no timeout is given, the default must be enough.
  ['timeBudget', (props) => props.functionOptions?.timeoutSeconds === undefined && leastTimeout(props) > DEFAULT_TIMEOUT_SECONDS],
];

/** The props without those that others rule out. */
export function consistent(asked: DescribedProps, place: Place): DescribedProps {
  const props = RULED_OUT.reduce((left, [prop, when]) => (when(left, place) ? without(left, prop) : left), asked);
  const {
    functionOptions,
    functionOptionsByOperation,
    operations = Object.values(NotesOperation),
    replicaKeyArns,
    replicaRegions = [],
  } = props;
  const least = leastTimeout(props);
  return {
    ...props,
    ...(functionOptions && { functionOptions: inTime(functionOptions, least) }),
    ...(functionOptionsByOperation && {
      functionOptionsByOperation: Object.fromEntries(
        entries(functionOptionsByOperation)
          .filter(([operation]) => operations.includes(operation as NotesOperation))
          .map(([operation, options]) => [operation, inTime(options, least)]),
      ),
    }),
    ...(replicaKeyArns && {
      replicaKeyArns: Object.fromEntries(entries(replicaKeyArns).filter(([region]) => replicaRegions.includes(region))),
    }),
  };
}

export function without(props: DescribedProps, prop: PropName): DescribedProps {
  return Object.fromEntries(Object.entries(props).filter(([name]) => name !== prop));
}

function inTime(options: DescribedFunctionOptions, least: number): DescribedFunctionOptions {
  const { timeoutSeconds } = options;
  return timeoutSeconds === undefined ? options : { ...options, timeoutSeconds: Math.max(timeoutSeconds, least) };
}

const entries = <Value>(map: Readonly<Partial<Record<string, Value>>>): [string, Value][] => Object.entries(map) as [string, Value][];
