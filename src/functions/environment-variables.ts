import { Stack } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { checkedObject, shown } from '../cdk/checked-values';
import { Resolver } from '../cdk/resolver';
import { ENVIRONMENT } from '../contract/environment';

const OF_LIBRARY: readonly string[] = Object.values(ENVIRONMENT);

/** The reserved variables of Lambda. https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html */
const OF_LAMBDA: readonly string[] = [
  '_HANDLER',
  '_X_AMZN_TRACE_ID',
  'AWS_ACCESS_KEY',
  'AWS_ACCESS_KEY_ID',
  'AWS_DEFAULT_REGION',
  'AWS_EXECUTION_ENV',
  'AWS_LAMBDA_FUNCTION_MEMORY_SIZE',
  'AWS_LAMBDA_FUNCTION_NAME',
  'AWS_LAMBDA_FUNCTION_VERSION',
  'AWS_LAMBDA_INITIALIZATION_TYPE',
  'AWS_LAMBDA_LOG_GROUP_NAME',
  'AWS_LAMBDA_LOG_STREAM_NAME',
  'AWS_LAMBDA_RUNTIME_API',
  'AWS_REGION',
  'AWS_SECRET_ACCESS_KEY',
  'AWS_SESSION_TOKEN',
  'LAMBDA_RUNTIME_DIR',
  'LAMBDA_TASK_ROOT',
];

/** The limit for all names and values together. https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
const MAX_BYTES = 4_096;

/** Environment variables that a user may give to the functions. */
export function checkVariables(name: string, environment: { [name: string]: string }): void {
  for (const [variable, value] of Object.entries(checkedObject(name, environment, '{"AWS_USE_FIPS_ENDPOINT": "true"}'))) {
    if (OF_LIBRARY.includes(variable) || OF_LAMBDA.includes(variable)) {
      throw new Error(
        `"${name}" has ${shown(variable)}, which ${OF_LIBRARY.includes(variable) ? 'the library' : 'Lambda'} sets: use another name`,
      );
    }
    if (!/^[a-zA-Z]\w+$/.test(variable)) {
      throw new Error(`"${name}" has ${shown(variable)}, which Lambda does not accept: use a letter, followed by one or more letters, digits or _`);
    }
    if (typeof value !== 'string') {
      throw new Error(`"${name}.${variable}" is ${shown(value)}: use a string`);
    }
  }
}

/** Checks all environment variables of a function together, as the template has them: the user's and those that the library sets. */
export function variablesSizeCheck(scope: Construct): (handler: string, environment: { [name: string]: string }) => void {
  // The functions share values, and those that depend on the table take time.
  const resolver = new Resolver(Stack.of(scope));
  const known = (value: string): unknown => {
    const resolved = resolver.resolve(value);
    // A value that is only known at deployment counts as empty.
    return typeof resolved === 'object' ? '' : resolved;
  };
  return (handler, environment) => {
    const variables = Object.entries(environment).map(([name, value]) => [name, known(value)]);
    const bytes = Buffer.byteLength(JSON.stringify(Object.fromEntries(variables)));
    if (bytes > MAX_BYTES) {
      throw new Error(`the environment variables of ${handler} take ${bytes} bytes as JSON, and Lambda allows ${MAX_BYTES}: `
        + 'shorten the "environment" of "functionOptions" or "functionOptionsByOperation", or list fewer "corsOrigins"');
    }
  };
}
