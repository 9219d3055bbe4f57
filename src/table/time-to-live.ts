import { isStronglyConsistent } from './strong-consistency';
import { isKnownAtDeploymentOnly, TableProperties } from './table-resource';
import { TABLE } from '../contract/table';

/** Whether the table is known to have no TTL on the attribute of the notes. */
export function lacksTimeToLive(properties: TableProperties): boolean {
  const { KeySchema, TimeToLiveSpecification: ttl } = properties;
  return isStronglyConsistent(properties) || (
    KeySchema !== undefined
    && !isKnownAtDeploymentOnly(ttl)
    && !(`${ttl?.Enabled}` === 'true' && ttl?.AttributeName === TABLE.timeToLive)
  );
}
