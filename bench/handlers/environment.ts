import { join } from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Stub } from './stub/stub';
import { NotesApi } from '../../src';

export type Environment = Readonly<Record<string, string>>;

interface FunctionProperties {
  readonly Environment: { readonly Variables: Readonly<Record<string, unknown>> };
  readonly Handler: string;
  readonly MemorySize: number;
}

/** The environment variables of the functions, by the name of the function: those of a notes API with all defaults, and those of Lambda. */
export function environments(work: string, { endpoint, certificate }: Stub): Readonly<Record<string, Environment>> {
  const stack = new Stack(new App({ outdir: join(work, 'cdk.out') }), 'Stack');
  new NotesApi(stack, 'Notes');
  const functions = Object.values(Template.fromStack(stack).findResources('AWS::Lambda::Function'));
  return Object.fromEntries(functions.map(({ Properties }) => {
    const { Environment: { Variables }, Handler, MemorySize }: FunctionProperties = Properties;
    const name = Handler.replace('index.', '');
    // Only the name of the table is not known before the deployment.
    const variables = Object.entries(Variables).map(([variable, value]) => [variable, typeof value === 'string' ? value : 'Notes']);
    return [name, {
      ...Object.fromEntries(variables),
      AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE',
      AWS_DEFAULT_REGION: 'us-east-1',
      AWS_ENDPOINT_URL_DYNAMODB: endpoint,
      AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x',
      AWS_LAMBDA_FUNCTION_MEMORY_SIZE: `${MemorySize}`,
      AWS_LAMBDA_FUNCTION_NAME: `Notes-${name}`,
      AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
      AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
      AWS_LAMBDA_LOG_FORMAT: 'JSON',
      AWS_REGION: 'us-east-1',
      // A setting for the Node.js of the test, which may be older than Lambda's.
      AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
      AWS_SECRET_ACCESS_KEY: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
      AWS_SESSION_TOKEN: 'T'.repeat(700),
      // A folder without configuration files of AWS tools.
      HOME: work,
      LANG: 'en_US.UTF-8',
      NODE_EXTRA_CA_CERTS: certificate,
      PATH: process.env.PATH!,
      TZ: ':UTC',
      _HANDLER: Handler,
      _X_AMZN_TRACE_ID: 'Root=1-67748a10-0123456789abcdef01234567;Parent=0123456789abcdef;Sampled=0',
    }];
  }));
}
