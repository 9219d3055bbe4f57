import type { cdk } from 'projen';
import { JsonFile } from 'projen';

/** Adds the packages beside the library: the local stack and the client. */
export function addWorkspaces(project: cdk.JsiiProject): void {
  // A workspace, because its engine is an optional dependency for one platform. In the package itself it would reach the consumers.
  project.package.addField('workspaces', ['local', 'client']);
  new JsonFile(project, 'local/package.json', {
    obj: {
      name: 'cdk-local-stack',
      description: 'Serves the REST APIs, Lambda functions and DynamoDB tables of an AWS CDK app on your machine, without an AWS account and without Docker',
      keywords: ['aws', 'cdk', 'aws-cdk', 'local', 'offline', 'emulator', 'apigateway', 'lambda', 'dynamodb', 'jest', 'vitest'],
      // build/local-stack.ts makes the package that is published.
      private: true,
      license: 'Apache-2.0',
      imports: { '#aws-lambda-ric': 'aws-lambda-ric', '#swagger-ui/*': 'swagger-ui-dist/*' },
      // None of them has an install script, nor has any of their dependencies.
      dependencies: {
        '@aws-sdk/client-dynamodb': '3.1164.0',
        // For functions that leave it out of their bundles, as the runtime on Lambda has it.
        '@aws-sdk/lib-dynamodb': '3.1164.0',
        '@smithy/signature-v4': '^5.7.2',
        'ajv': '^8.20.0',
        'ajv-draft-04': '^1.0.0',
        'chokidar': '^4.0.3',
        // The last with CommonJS, which jest requires.
        'jose': '^5.10.0',
        'jsonpath-plus': '^10.3.0',
        'picomatch': '^4.0.3',
        'velocityjs': '^2.1.0',
      },
      optionalDependencies: {
        '@dynoxide/linux-x64': '1.2.1',
      },
      // Their code is in the package.
      devDependencies: {
        'aws-lambda-ric': '3.3.0',
        'dynalite': '^4.0.0',
        'swagger-ui-dist': '5.35.0',
      },
    },
  });

  new JsonFile(project, 'client/package.json', {
    obj: {
      name: 'cdk-notes-api-client',
      description: 'A typed client of the HTTP API of cdk-notes-api, for browsers and Node.js: retries, entity tags, conflicts, pages',
      keywords: ['notes', 'client', 'fetch', 'typescript', 'etag', 'idempotency', 'aws', 'cdk'],
      // build/client.ts makes the package that is published.
      private: true,
      license: 'Apache-2.0',
      type: 'module',
      exports: './index.ts',
    },
  });
}
