import { TableProperties } from './table-resource';

/**
 * Whether the table is known to be a global table with strong consistency, which supports neither transactions nor TTL.
 *
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/V2globaltables_HowItWorks.html
 */
export const isStronglyConsistent = ({ MultiRegionConsistency }: TableProperties): boolean => MultiRegionConsistency === 'STRONG';
