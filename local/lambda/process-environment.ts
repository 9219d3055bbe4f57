import { randomUUID } from 'node:crypto';
import { delimiter, join } from 'node:path';
import { FunctionConfiguration } from './function-configuration';
import { TemporaryCredentials } from '../iam/credentials';

/** The surroundings that functions can reach from their processes. */
export interface Surroundings {
  /** The endpoint of the emulated services. */
  readonly awsEndpoint: string;
  /** Whether functions can connect only to this machine. @default false */
  readonly offline?: boolean;
  /** The folders whose `node_modules` may have the AWS SDK, which functions need not bundle. */
  readonly sdkFolders: readonly string[];
}

/** Loaded into the function's process, its worker threads and the Node.js processes that it starts. */
const PRELOADED = ['outbound-connections.cjs', 'module-resolution.cjs'].map((file) => join(__dirname, file));

/** The environment variables of a function's process: those of Lambda, and none of this process. */
export function processEnvironment(
  configuration: FunctionConfiguration,
  runtimeApi: string,
  { accessKeyId, secretAccessKey, sessionToken }: TemporaryCredentials,
  { awsEndpoint, offline, sdkFolders }: Surroundings,
): Record<string, string> {
  const { functionName, handler, layers, logFormat, logGroup, logLevel, memorySize, region, runtime, taskRoot, variables, version } =
    configuration;
  return {
    // A function may override these.
    LANG: 'en_US.UTF-8',
    PATH: ['/usr/local/bin', '/usr/bin', '/bin', ...layers.map((layer) => join(layer, 'bin'))].join(delimiter),
    TZ: ':UTC',
    ...variables,
    ...logLevel && { AWS_LAMBDA_LOG_LEVEL: logLevel },
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_DEFAULT_REGION: region,
    // For programs that are not Node.js, too.
    AWS_ENDPOINT_URL: awsEndpoint,
    AWS_ENDPOINT_URL_DYNAMODB: awsEndpoint,
    AWS_EXECUTION_ENV: `AWS_Lambda_${runtime}`,
    // Overrides the function's own value, which must not disable the local endpoint.
    AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: 'false',
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(memorySize),
    AWS_LAMBDA_FUNCTION_NAME: functionName,
    AWS_LAMBDA_FUNCTION_VERSION: version,
    AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
    AWS_LAMBDA_LOG_FORMAT: logFormat,
    AWS_LAMBDA_LOG_GROUP_NAME: logGroup,
    AWS_LAMBDA_LOG_STREAM_NAME: `${new Date().toISOString().slice(0, 10).replaceAll('-', '/')}/[${version}]${randomUUID().replaceAll('-', '')}`,
    AWS_LAMBDA_RUNTIME_API: runtimeApi,
    AWS_REGION: region,
    // Functions run on this machine's Node.js: the SDK's warning about its version does not apply to them.
    AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
    AWS_SESSION_TOKEN: sessionToken,
    AWS_USE_DUALSTACK_ENDPOINT: 'false',
    AWS_USE_FIPS_ENDPOINT: 'false',
    LAMBDA_RUNTIME_DIR: __dirname,
    LAMBDA_TASK_ROOT: taskRoot,
    LOCAL_STACK: JSON.stringify({ endpoint: awsEndpoint, offline, layers, runtime, sdkFolders }),
    NODE_OPTIONS: [variables.NODE_OPTIONS ?? '', ...PRELOADED.map((file) => `--require ${JSON.stringify(file)}`)].join(' ').trim(),
    _HANDLER: handler,
  };
}
