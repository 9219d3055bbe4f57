import { LocalStack } from './local-stack';

/** Credentials to paste into a shell for each role that may call an API with AWS_IAM. */
export function announceCallers(stack: LocalStack): void {
  if (!stack.callers) return;
  if (!stack.callers.length) console.error('no role of the app is allowed execute-api:Invoke: its methods with IAM authorization answer 403 to everybody');
  for (const caller of stack.callers) {
    const { accessKeyId, secretAccessKey, sessionToken } = stack.issueCredentials({ ...caller, expiresIn: Infinity });
    console.log(`# ${caller.role}${caller.identityId ? ` as the Cognito identity ${caller.identityId}` : ''}`);
    console.log(`export AWS_ACCESS_KEY_ID=${accessKeyId} AWS_SECRET_ACCESS_KEY=${secretAccessKey} AWS_SESSION_TOKEN=${sessionToken}`);
  }
}
