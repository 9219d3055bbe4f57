import { SAMPLE_USERS, subOf } from './cognito/sample-users';
import { LocalStack } from './local-stack';
import { quoted } from './machine/shell';

/** The longest validity that Cognito allows. */
const VALIDITY_HOURS = 24;

/** Shell commands that set variables with credentials for the stack: tokens of two users, API keys, and access keys of roles. */
export async function shellVariables(stack: LocalStack): Promise<string[]> {
  return [...await tokens(stack), ...apiKeys(stack), ...accessKeys(stack)];
}

async function tokens(stack: LocalStack): Promise<string[]> {
  const lines: string[] = [];
  for (const [at, { name, scopes, userPool }] of stack.trustedTokens.entries()) {
    lines.push(
      `# ${scopes ? `access tokens for ${scopes.join(' ')}` : 'ID tokens'} of the user pool ${name}, valid for ${VALIDITY_HOURS} hours`,
    );
    for (const username of SAMPLE_USERS) {
      const sub = subOf(userPool, username);
      const token = await stack.issueToken({ userPool, sub, username, scopes, expiresIn: VALIDITY_HOURS * 3_600 });
      const variable = username.toUpperCase();
      lines.push(`export ${numbered(variable, at)}=${quoted(token)} ${numbered(`${variable}_SUB`, at)}=${quoted(sub)}`);
    }
  }
  return lines;
}

function apiKeys({ apiKeys: { all } }: LocalStack): string[] {
  return all.flatMap(({ logicalId, value }, at) => [`# the API key ${logicalId}`, `export ${numbered('API_KEY', at)}=${quoted(value)}`]);
}

/** Uses the names that AWS's tools read, so the role that is pasted last applies. */
function accessKeys(stack: LocalStack): string[] {
  const { callers } = stack;
  if (!callers) {
    return [];
  }
  if (!callers.length) {
    return ["# no role's own policy allows execute-api:Invoke"];
  }
  const roles = callers.flatMap((caller) => {
    const { accessKeyId, secretAccessKey, sessionToken } = stack.issueCredentials({ ...caller, expiresIn: Infinity });
    return [
      `# the role ${caller.role}${caller.identityId ? ` as the Cognito identity ${caller.identityId}` : ''}`,
      `export AWS_ACCESS_KEY_ID=${quoted(accessKeyId)} AWS_SECRET_ACCESS_KEY=${quoted(secretAccessKey)} AWS_SESSION_TOKEN=${quoted(sessionToken)}`,
    ];
  });
  return callers.length > 1 ? ['# each role sets the same variables, so paste the lines of one role only', ...roles] : roles;
}

/** `NAME` for the first, `NAME_2` for the second. */
function numbered(name: string, at: number): string {
  return at ? `${name}_${at + 1}` : name;
}
