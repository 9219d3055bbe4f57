import { ApiKeys } from '../api-gateway/api-keys';
import { LocalApi } from '../api-gateway/local-api';
import { Stack } from '../cloudformation/stack';
import { UserPools } from '../cognito/user-pools';
import { Database } from '../dynamodb/database';
import { AccessKeys } from '../iam/access-keys';
import { Roles } from '../iam/roles';
import { SecurityTokenService } from '../iam/security-token-service';

/** The app that a console shows and calls, as it is deployed. */
export interface ConsoleApp {
  readonly stacks: readonly Stack[];
  readonly apis: readonly LocalApi[];
  readonly apiKeys: ApiKeys;
  readonly userPools: UserPools;
  readonly roles: Roles;
  readonly accessKeys: AccessKeys;
  readonly securityTokenService: SecurityTokenService;
  readonly database: Database;
}
