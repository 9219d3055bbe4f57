import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import { HttpRequest, HttpResponse } from '@smithy/core/protocols';
import type * as Endpoint from '../../../lambda/dynamodb/endpoint';
import { FUNCTION_ENVIRONMENT } from '../environment';

type Environment = Readonly<Record<string, string>>;

const { env } = process;
const withEnvironment = (environment: Environment) => { process.env = { ...env, ...FUNCTION_ENVIRONMENT, ...environment }; };
afterEach(() => { process.env = env; });

/** The endpoint of the functions' requests in an environment. */
function ours(environment: Environment): typeof Endpoint.ENDPOINT {
  withEnvironment(environment);
  let loaded!: typeof Endpoint;
  jest.isolateModules(() => { loaded = jest.requireActual('../../../lambda/dynamodb/endpoint'); });
  return loaded.ENDPOINT;
}

/** The endpoint of an SDK client without configuration. */
async function theSdks(environment: Environment): Promise<typeof Endpoint.ENDPOINT> {
  withEnvironment(environment);
  let sent!: HttpRequest;
  const handle = async (request: HttpRequest) => {
    sent = request;
    return { response: new HttpResponse({ statusCode: 200, headers: {}, body: Buffer.from('{}') }) };
  };
  await new DynamoDBClient({ requestHandler: { handle } }).send(new GetItemCommand({ TableName: 'Notes', Key: { PK: { S: 'alice' } } }));
  const { protocol, hostname, port, path, headers: { host } } = sent;
  return { protocol, host, hostname, port, path };
}

/** Regions of each partition, and one that no SDK knows yet. */
const REGIONS = [
  'us-east-1', 'eu-central-2', 'ap-southeast-7', 'cn-north-1', 'cn-northwest-1', 'eusc-de-east-1', 'us-gov-east-1', 'us-gov-west-1',
  'us-iso-east-1', 'us-iso-west-1', 'us-isob-east-1', 'eu-isoe-west-1', 'us-isof-south-1', 'xx-central-1',
];

describe.each(REGIONS)('in %s', (AWS_REGION) => {
  test.each<[string, Environment]>([
    ['nothing', {}],
    ['FIPS', { AWS_USE_FIPS_ENDPOINT: 'true' }],
    ['dual stack', { AWS_USE_DUALSTACK_ENDPOINT: 'true' }],
    ['both', { AWS_USE_FIPS_ENDPOINT: 'true', AWS_USE_DUALSTACK_ENDPOINT: 'true' }],
    ['neither', { AWS_USE_FIPS_ENDPOINT: 'false', AWS_USE_DUALSTACK_ENDPOINT: 'false' }],
  ])('with %s asked for, requests go where the SDK\'s go', async (_, environment) => {
    expect(ours({ AWS_REGION, ...environment })).toEqual(await theSdks({ AWS_REGION, ...environment }));
  });
});

test.each<[string, Environment, string]>([
  ['us-east-1', {}, 'dynamodb.us-east-1.amazonaws.com'],
  ['us-east-1', { AWS_USE_FIPS_ENDPOINT: 'true' }, 'dynamodb-fips.us-east-1.amazonaws.com'],
  ['us-east-1', { AWS_USE_DUALSTACK_ENDPOINT: 'true' }, 'dynamodb.us-east-1.api.aws'],
  ['us-gov-west-1', { AWS_USE_FIPS_ENDPOINT: 'true' }, 'dynamodb.us-gov-west-1.amazonaws.com'],
  ['cn-north-1', {}, 'dynamodb.cn-north-1.amazonaws.com.cn'],
  ['us-iso-east-1', {}, 'dynamodb.us-iso-east-1.c2s.ic.gov'],
])('DynamoDB of %s with %p is %s', (AWS_REGION, environment, host) => {
  expect(ours({ AWS_REGION, ...environment })).toEqual({ protocol: 'https:', host, hostname: host, port: undefined, path: '/' });
});

test.each<[string, Environment, string]>([
  ["DynamoDB's", { AWS_ENDPOINT_URL_DYNAMODB: 'http://127.0.0.1:8000' }, '127.0.0.1:8000'],
  ["every service's", { AWS_ENDPOINT_URL: 'https://[::1]:4566' }, '[::1]:4566'],
  [
    "DynamoDB's before every service's",
    { AWS_ENDPOINT_URL_DYNAMODB: 'https://vpce-1.example', AWS_ENDPOINT_URL: 'http://127.0.0.1:4566' },
    'vpce-1.example',
  ],
  [
    'no',
    { AWS_ENDPOINT_URL_DYNAMODB: 'http://127.0.0.1:8000', AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: 'true' },
    'dynamodb.us-east-1.amazonaws.com',
  ],
  ["DynamoDB's, with a path,", { AWS_ENDPOINT_URL_DYNAMODB: 'https://proxy.example/dynamodb' }, 'proxy.example'],
  ["DynamoDB's, with the scheme's own port,", { AWS_ENDPOINT_URL_DYNAMODB: 'https://proxy.example:443/' }, 'proxy.example'],
])("requests go to %s endpoint that the environment names, as the SDK's do", async (_, environment, host) => {
  const named = ours(environment);
  expect(named.host).toBe(host);
  expect(named).toEqual(await theSdks(environment));
});
