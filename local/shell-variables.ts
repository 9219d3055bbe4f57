import { label, urlVariable } from './api-labels';
import { SAMPLE_USERS, subOf } from './cognito/sample-users';
import { LocalStack } from './local-stack';
import { quoted } from './machine/shell';
import { SignedCall } from './signed-calls';

/** The longest validity that Cognito allows. */
const VALIDITY_HOURS = 24;

/** Shell commands that set variables for the stack: URLs, tokens of two users, API keys, and access keys of roles with a call each. */
export async function shellVariables(stack: LocalStack): Promise<string[]> {
  return [...urls(stack), ...await tokens(stack), ...apiKeys(stack), ...accessKeys(stack)];
}

function urls({ apis }: LocalStack): string[] {
  return apis.filter(({ isDefaultEndpointDisabled }) => !isDefaultEndpointDisabled).flatMap((api) => [
    `# ${label(api, apis)}`,
    `export ${urlVariable(api, apis)}=${quoted(api.url)}`,
  ]);
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
    return ['# no role has an identity-based policy that allows execute-api:Invoke: to let a role call, grant it a method, like method.grantExecute(role)'];
  }
  const roles = callers.flatMap((caller) => {
    const credentials = stack.issueCredentials({ ...caller, expiresIn: Infinity });
    const { accessKeyId, secretAccessKey, sessionToken } = credentials;
    const call = stack.signedCall(credentials);
    return [
      `# the role ${caller.role}${caller.identityId ? ` as the Cognito identity ${caller.identityId}` : ''}`,
      `export AWS_ACCESS_KEY_ID=${quoted(accessKeyId)} AWS_SECRET_ACCESS_KEY=${quoted(secretAccessKey)} AWS_SESSION_TOKEN=${quoted(sessionToken)}`,
      ...call ? [`export AWS_REGION=${quoted(call.region)}`, signedLine(call, stack)] : [],
    ];
  });
  return callers.length > 1 ? ['# each role sets the same variables, so paste the lines of one role only', ...roles] : roles;
}

/** Signed by curl, with the variables above it. */
function signedLine({ api, method, path }: SignedCall, { apis }: LocalStack): string {
  return [
    `curl -i${method === 'GET' ? '' : ` -X ${method}`} --aws-sigv4 "aws:amz:$AWS_REGION:execute-api"`,
    '--user "$AWS_ACCESS_KEY_ID:$AWS_SECRET_ACCESS_KEY" -H "x-amz-security-token: $AWS_SESSION_TOKEN"',
    `"\${${urlVariable(api, apis)}}${path}"`,
  ].join(' ');
}

/** `NAME` for the first, `NAME_2` for the second. */
function numbered(name: string, at: number): string {
  return at ? `${name}_${at + 1}` : name;
}
