import { CfnUserPool, IUserPool } from 'aws-cdk-lib/aws-cognito';

/**
 * The standard attributes of a user, which the user may change unless the user pool or its app client says otherwise. Only `sub` is fixed.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-settings-attributes.html
 */
const STANDARD_ATTRIBUTES: readonly string[] = [
  'address',
  'birthdate',
  'email',
  'family_name',
  'gender',
  'given_name',
  'locale',
  'middle_name',
  'name',
  'nickname',
  'phone_number',
  'picture',
  'preferred_username',
  'profile',
  'updated_at',
  'website',
  'zoneinfo',
];

const CUSTOM_PREFIX = 'custom:';

/** Whether users of a pool may be able to change a claim of their tokens. */
export function isChangeable(claim: string, pool: IUserPool): boolean {
  return (STANDARD_ATTRIBUTES.includes(claim) || claim.startsWith(CUSTOM_PREFIX)) && !isImmutable(claim.replace(CUSTOM_PREFIX, ''), pool);
}

/** Only the schema of a pool of this app is known. */
function isImmutable(attribute: string, pool: IUserPool): boolean {
  const { schema } = (pool.node.defaultChild ?? {}) as Partial<CfnUserPool>;
  const attributes = Array.isArray(schema) ? schema as CfnUserPool.SchemaAttributeProperty[] : [];
  return attributes.some(({ name, mutable }) => name === attribute && mutable === false);
}
