import { Annotations, CfnResource, Duration } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { finalProperties } from './final-properties';
import { isStronglyConsistent } from './strong-consistency';
import { TableProperties } from './table-resource';
import { lacksTimeToLive } from './time-to-live';
import { shown } from '../cdk/checked-values';
import { TABLE } from '../contract/table';

const REMEDY = 'leave it out, or use a Duration of whole seconds from 1 to 365 days, such as Duration.days(30)';

/** How long deleted notes stay in the trash, in seconds; undefined without one. */
export function checkedTrash(trash?: Duration): number | undefined {
  if (trash === undefined) {
    return undefined;
  }
  if (typeof trash?.toMilliseconds !== 'function') {
    throw new Error(`"trash" is ${shown(trash)}: ${REMEDY}`);
  }
  if (trash.isUnresolved()) {
    throw new Error(`"trash" is only known at deployment: ${REMEDY}`);
  }
  const seconds = trash.toSeconds({ integral: false });
  if (!(Number.isInteger(seconds) && seconds >= Duration.days(1).toSeconds() && seconds <= Duration.days(365).toSeconds())) {
    throw new Error(`"trash" is ${seconds} s: ${REMEDY}`);
  }
  return seconds;
}

/**
 * Checks that DynamoDB empties the trash. Whether a table has TTL can change until synthesis.
 *
 * @param prop the table as the user knows it
 * @param resource undefined for an imported table, whose properties are not known
 */
export function checkEmptied(scope: Construct, prop: string, resource?: CfnResource): void {
  if (!resource) {
    Annotations.of(scope).addWarningV2(
      'cdk-notes-api:trash-needs-ttl',
      `"trash" requires TTL on the attribute "${TABLE.timeToLive}" of ${prop}, and synthesis cannot see the TTL of an imported table: without TTL, deleted notes are kept forever. `
        + 'Enable TTL, and acknowledge this warning',
    );
    return;
  }
  const properties = finalProperties(resource);
  const check = (): string[] => lacksTimeToLive(properties.value) ? [objection(prop, properties.value)] : [];
  const [missing] = check();
  if (missing) {
    throw new Error(missing);
  }
  scope.node.addValidation({ validate: check });
}

const objection = (prop: string, properties: TableProperties): string => isStronglyConsistent(properties)
  ? `"trash" requires TTL, which ${prop} does not support because its "multiRegionConsistency" is STRONG: leave "trash" out, or use a table with eventual consistency`
  : `"trash" requires TTL on the attribute "${TABLE.timeToLive}", which ${prop} does not have: enable it, or leave "trash" out`;
