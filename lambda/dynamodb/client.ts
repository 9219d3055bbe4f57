import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { TIME_BUDGET } from './time-budget';

export const client = new DynamoDBClient({
  // A function's credentials are always in its environment: the SDK's chain of sources is not walked.
  credentials: async () => ({
    accessKeyId: process.env.AWS_ACCESS_KEY_ID!,
    secretAccessKey: process.env.AWS_SECRET_ACCESS_KEY!,
    sessionToken: process.env.AWS_SESSION_TOKEN,
  }),
  requestHandler: { connectionTimeout: TIME_BUDGET.connect, requestTimeout: TIME_BUDGET.request, throwOnRequestTimeout: true },
  // Repeated by `send`: the SDK would repeat a request as it was, and a write has to have another revision each time.
  maxAttempts: 1,
});
