import { isKnownAtDeploymentOnly, TableProperties } from './table-resource';
import { TABLE } from '../contract/table';

/** Whether the table is known to have no TTL on the attribute of the notes. */
export function lacksTimeToLive({ KeySchema, TimeToLiveSpecification: ttl }: TableProperties): boolean {
  return KeySchema !== undefined
    && !isKnownAtDeploymentOnly(ttl)
    && !(`${ttl?.Enabled}` === 'true' && ttl?.AttributeName === TABLE.timeToLive);
}
