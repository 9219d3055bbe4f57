import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { StandardRetryStrategy } from '@smithy/core/retry';
import { TIME_BUDGET } from './time-budget';

const { connect, request, maxAttempts, firstBackOff } = TIME_BUDGET;

/** Full jitter: https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/ */
const fullJitter = {
  computeNextBackoffDelay: (retries: number) => Math.random() * firstBackOff * 2 ** retries,
  // The SDK's own bases are a second after throttling: longer than a caller waits.
  setDelayBase: () => {},
};

export const client = new DynamoDBClient({
  // A function's credentials are always in its environment: the SDK's chain of sources is not walked.
  credentials: async () => ({
    accessKeyId: process.env.AWS_ACCESS_KEY_ID!,
    secretAccessKey: process.env.AWS_SECRET_ACCESS_KEY!,
    sessionToken: process.env.AWS_SESSION_TOKEN,
  }),
  requestHandler: { connectionTimeout: connect, requestTimeout: request, throwOnRequestTimeout: true },
  maxAttempts,
  retryStrategy: new StandardRetryStrategy({ maxAttempts, backoff: fullJitter }),
});
