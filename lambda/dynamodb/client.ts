import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { credentials } from './credentials';
import { RequestHandler } from './request-handler';
import { signing } from './signing';

/** What the SDK would do with each request and the functions do otherwise, or not at all. */
const LEFT_OUT = [
  'getUserAgentMiddleware',
  'httpAuthSchemeMiddleware',
  'httpSigningMiddleware',
  'loggerMiddleware',
  'recursionDetectionMiddleware',
  // `send` repeats: the SDK would repeat a request as it was, and a write has to have another revision each time.
  'retryMiddleware',
];

const { env } = process;

/** The SDK's client, told all that is in a function's environment: it would look for files as well. */
export const client = new DynamoDBClient({
  credentials,
  region: env.AWS_REGION,
  endpoint: env.AWS_ENDPOINT_URL_DYNAMODB || env.AWS_ENDPOINT_URL,
  ignoreConfiguredEndpointUrls: true,
  useDualstackEndpoint: env.AWS_USE_DUALSTACK_ENDPOINT === 'true',
  useFipsEndpoint: env.AWS_USE_FIPS_ENDPOINT === 'true',
  accountIdEndpointMode: 'disabled',
  requestHandler: new RequestHandler(),
  cacheMiddleware: true,
});

for (const name of LEFT_OUT) {
  if (!client.middlewareStack.remove(name)) {
    throw new Error(`the SDK has no ${name} any more`);
  }
}
client.middlewareStack.add(signing, { step: 'finalizeRequest' });
