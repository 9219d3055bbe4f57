import { Statement } from './policy';
import { ResourceStatement } from './resource-policy';

/** What a role may do. */
export interface Role {
  readonly arn: string;
  readonly name: string;
  /** Who may assume it; undefined for a role of elsewhere. */
  readonly trustPolicy?: readonly ResourceStatement[];
  readonly identityPolicies: readonly Statement[];
  /** Has to allow it, too. */
  readonly permissionsBoundary?: readonly Statement[];
}
