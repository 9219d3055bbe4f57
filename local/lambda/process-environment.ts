import { randomUUID } from 'node:crypto';
import { FunctionConfiguration } from './function-configuration';
import { DynamoDbConnection } from '../dynamodb/connection';

/** The environment variables of a function's process: those of Lambda, and none of this process. */
export function processEnvironment(
  configuration: FunctionConfiguration,
  runtimeApi: string,
  dynamoDb: DynamoDbConnection,
): Record<string, string> {
  const { accessKeyId, secretAccessKey, sessionToken } = dynamoDb.credentials;
  const { functionName, handler, logFormat, logGroup, logLevel, memorySize, region, runtime, taskRoot, variables } = configuration;
  return {
    // A function may override these.
    LANG: 'en_US.UTF-8',
    PATH: '/usr/local/bin:/usr/bin:/bin:/opt/bin',
    TZ: ':UTC',
    ...variables,
    ...sessionToken && { AWS_SESSION_TOKEN: sessionToken },
    ...logLevel && { AWS_LAMBDA_LOG_LEVEL: logLevel },
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_DEFAULT_REGION: region,
    AWS_ENDPOINT_URL_DYNAMODB: dynamoDb.endpoint,
    AWS_EXECUTION_ENV: `AWS_Lambda_${runtime}`,
    // Overrides the function's own value, which must not disable the local endpoint.
    AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: 'false',
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(memorySize),
    AWS_LAMBDA_FUNCTION_NAME: functionName,
    AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
    AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
    AWS_LAMBDA_LOG_FORMAT: logFormat,
    AWS_LAMBDA_LOG_GROUP_NAME: logGroup,
    AWS_LAMBDA_LOG_STREAM_NAME: `${new Date().toISOString().slice(0, 10).replaceAll('-', '/')}/[$LATEST]${randomUUID().replaceAll('-', '')}`,
    AWS_LAMBDA_RUNTIME_API: runtimeApi,
    AWS_REGION: region,
    // Functions run on this machine's Node.js: the SDK's warning about its version does not apply to them.
    AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
    AWS_USE_DUALSTACK_ENDPOINT: 'false',
    AWS_USE_FIPS_ENDPOINT: 'false',
    LAMBDA_RUNTIME_DIR: __dirname,
    LAMBDA_TASK_ROOT: taskRoot,
    _HANDLER: handler,
  };
}
