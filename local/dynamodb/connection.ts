import { Credentials } from '../iam/credentials';

/** Where DynamoDB is, and as whom to talk to it. */
export interface DynamoDbConnection {
  readonly endpoint: string;
  readonly credentials: Credentials;
}

/** Of no AWS account; an engine takes any. */
export const LOCAL_CREDENTIALS: Credentials = { accessKeyId: 'LOCAL', secretAccessKey: 'LOCAL' };

/** Those of whoever starts the stack: only a DynamoDB that they name themselves may see them. */
export function callersCredentials({ AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN } = process.env): Credentials {
  return AWS_ACCESS_KEY_ID && AWS_SECRET_ACCESS_KEY
    ? { accessKeyId: AWS_ACCESS_KEY_ID, secretAccessKey: AWS_SECRET_ACCESS_KEY, sessionToken: AWS_SESSION_TOKEN }
    : LOCAL_CREDENTIALS;
}
