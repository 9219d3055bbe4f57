import { randomUUID } from 'node:crypto';
import { readdirSync, readFileSync, unlinkSync } from 'node:fs';
import { join } from 'node:path';
import { Call } from '../http';
import { Keys, sign } from '../sign';

type Headers = Record<string, string>;

/** A request without the headers that the test gives it. */
interface Request extends Pick<Call, 'body'> {
  readonly url: string;
  readonly method: string;
  readonly path: string;
}

/** Who calls an API, and how they prove it. */
export interface Callers {
  /** Whether IAM decides, which answers an unknown route as it answers an unsigned request. */
  readonly sign: boolean;
  /** A unique user, so that runs do not interfere. */
  newUser(): string;
  prove(request: Request): Promise<Headers>;
}

const ANYBODY: Callers = {
  sign: false,
  newUser: () => `user-${randomUUID()}`,
  prove: async () => ({}),
};

const signing = (keys: Keys, region: string): Callers => ({
  ...ANYBODY,
  sign: true,
  prove: async ({ url, path, ...request }) =>
    sign({ ...request, url, path: `${new URL(url).pathname.replace(/\/$/, '')}${path}` }, keys, { region }),
});

/** A folder has a file for each user, whose name is the user's id and whose content is the token. */
function withTokens(folder: string): Callers {
  const tokens = new Map<string, string>();
  return {
    sign: false,
    newUser: () => {
      for (const user of readdirSync(folder)) {
        const token = taken(join(folder, user));
        if (token !== undefined) {
          tokens.set(user, token);
          return user;
        }
      }
      throw new Error(`NOTES_API_USERS has no user left in ${folder}: give it more`);
    },
    prove: async ({ path }): Promise<Headers> => {
      const token = tokens.get(/^\/notes\/([^/?]+)/.exec(path)?.[1] ?? '');
      return token === undefined ? {} : { authorization: token };
    },
  };
}

/** Takes a file; nothing if another process was quicker. */
function taken(file: string): string | undefined {
  try {
    const content = readFileSync(file, 'utf8');
    unlinkSync(file);
    return content;
  } catch {
    return undefined;
  }
}

/** The callers of an API that is deployed already: users with tokens, whoever has the credentials of the environment, or anybody. */
export function callersOfDeployed(environment: NodeJS.ProcessEnv): Callers {
  const { NOTES_API_SIGNED: signed, NOTES_API_USERS: users } = environment;
  if (users !== undefined) {
    return withTokens(users);
  }
  if (!signed) {
    return ANYBODY;
  }
  const { AWS_ACCESS_KEY_ID: accessKeyId, AWS_REGION: region, AWS_SECRET_ACCESS_KEY: secretAccessKey } = environment;
  if (!accessKeyId || !secretAccessKey || !region) {
    throw new Error('NOTES_API_SIGNED needs AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and AWS_REGION');
  }
  return signing({ accessKeyId, secretAccessKey, sessionToken: environment.AWS_SESSION_TOKEN || undefined }, region);
}
