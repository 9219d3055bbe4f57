import { Statement } from './policy';
import { ResourceStatement } from './resource-policy';

/** A role with its policies. */
export interface Role {
  readonly arn: string;
  readonly name: string;
  /** Undefined for a role outside the assembly. */
  readonly trustPolicy?: readonly ResourceStatement[];
  readonly identityPolicies: readonly Statement[];
  /** It must allow a request, too. */
  readonly permissionsBoundary?: readonly Statement[];
}
