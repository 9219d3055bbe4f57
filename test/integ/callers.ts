import { createHmac, randomUUID } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DeploymentName, DEPLOYMENTS } from './deployments';
import { OUTPUTS } from './outputs';
import { DeployedUserPool } from './user-pool';
import { Keys } from '../sign';

/** The users that the contract suite needs, and some more. */
export const USERS = 700;

export interface Account {
  readonly keys: Keys;
  readonly region: string;
  /** The endpoint of all services, if it is not AWS. */
  readonly endpoint?: string;
}

/** Creates the callers of a deployment from the outputs of its stack, and returns the environment for a contract suite that uses them. */
export async function callersOf(
  name: DeploymentName, outputs: Readonly<Record<string, string>>, { endpoint, keys, region }: Account, folder: string,
): Promise<NodeJS.ProcessEnv> {
  switch (DEPLOYMENTS[name].callers) {
    case 'iam':
      return signedBy(keys, region);
    case 'cognito': {
      const ids = { userPoolId: outputs[OUTPUTS.userPoolId], clientId: outputs[OUTPUTS.clientId] };
      return withTokens(await new DeployedUserPool(ids, keys, region, endpoint).newUsers(USERS), folder);
    }
    case 'custom':
      return withTokens(customTokens(outputs[OUTPUTS.tokenSecret]), folder);
  }
}

/** The holder of these credentials signs every request. */
export function signedBy({ accessKeyId, secretAccessKey, sessionToken }: Keys, region: string): NodeJS.ProcessEnv {
  return {
    NOTES_API_SIGNED: 'true',
    AWS_REGION: region,
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
    AWS_SESSION_TOKEN: sessionToken ?? '',
  };
}

/** The tokens that the authorizer of the deployment takes, by user. */
export function customTokens(secret: string): Map<string, string> {
  return new Map(Array.from({ length: USERS }, () => {
    const userId = `user-${randomUUID()}`;
    const user = Buffer.from(userId).toString('base64url');
    return [userId, `Bearer ${user}.${createHmac('sha256', secret).update(user).digest('base64url')}`];
  }));
}

/** The folder of tokens that the suite takes its users from. */
export function withTokens(tokens: ReadonlyMap<string, string>, folder: string): NodeJS.ProcessEnv {
  const users = join(folder, 'users');
  mkdirSync(users);
  tokens.forEach((token, user) => writeFileSync(join(users, user), token, { mode: 0o600 }));
  return { NOTES_API_USERS: users };
}
