import { Credentials } from '../iam/credentials';

/** The endpoint of a DynamoDB, and the credentials to use it with. */
export interface DynamoDbConnection {
  readonly endpoint: string;
  readonly credentials: Credentials;
}

/** For the engines, which accept any credentials. */
export const LOCAL_CREDENTIALS: Credentials = { accessKeyId: 'LOCAL', secretAccessKey: 'LOCAL' };

/** The credentials in the environment. They are only sent to a DynamoDB that the user names. */
export function callersCredentials({ AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN } = process.env): Credentials {
  return AWS_ACCESS_KEY_ID && AWS_SECRET_ACCESS_KEY
    ? { accessKeyId: AWS_ACCESS_KEY_ID, secretAccessKey: AWS_SECRET_ACCESS_KEY, sessionToken: AWS_SESSION_TOKEN }
    : LOCAL_CREDENTIALS;
}
