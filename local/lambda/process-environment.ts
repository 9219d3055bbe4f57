import { createHash, randomUUID } from 'node:crypto';
import { FunctionConfiguration } from './function-configuration';

/** The environment variables of a function's process: what Lambda gives and nothing of ours. */
export function processEnvironment(configuration: FunctionConfiguration, runtimeApi: string, dynamoDbEndpoint: string): Record<string, string> {
  const { arn, functionName, handler, logFormat, logGroup, logLevel, memorySize, region, runtime, taskRoot, variables } = configuration;
  return {
    ...variables,
    ...credentials(arn),
    ...logLevel && { AWS_LAMBDA_LOG_LEVEL: logLevel },
    AWS_DEFAULT_REGION: region,
    AWS_ENDPOINT_URL_DYNAMODB: dynamoDbEndpoint,
    AWS_EXECUTION_ENV: `AWS_Lambda_${runtime}`,
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(memorySize),
    AWS_LAMBDA_FUNCTION_NAME: functionName,
    AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
    AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
    AWS_LAMBDA_LOG_FORMAT: logFormat,
    AWS_LAMBDA_LOG_GROUP_NAME: logGroup,
    AWS_LAMBDA_LOG_STREAM_NAME: `${new Date().toISOString().slice(0, 10).replaceAll('-', '/')}/[$LATEST]${randomUUID().replaceAll('-', '')}`,
    AWS_LAMBDA_RUNTIME_API: runtimeApi,
    AWS_REGION: region,
    LAMBDA_RUNTIME_DIR: __dirname,
    LAMBDA_TASK_ROOT: taskRoot,
    LANG: 'en_US.UTF-8',
    PATH: '/usr/local/bin:/usr/bin:/bin:/opt/bin',
    TZ: ':UTC',
    _HANDLER: handler,
  };
}

/** Credentials that no AWS account knows, a function's own so that an engine can tell functions apart. */
function credentials(arn: string): Record<string, string> {
  const digest = createHash('sha256').update(arn).digest('hex').toUpperCase();
  return {
    AWS_ACCESS_KEY_ID: `LOCAL${digest.slice(0, 15)}`,
    AWS_SECRET_ACCESS_KEY: digest.slice(0, 40),
    AWS_SESSION_TOKEN: digest,
  };
}
