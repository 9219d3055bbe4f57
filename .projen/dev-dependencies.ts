/** The dependencies of the build, the tests and the benchmarks. Those at the top are shipped inside the bundle; nothing else is. */
export const DEV_DEPENDENCIES: string[] = [
  // Bundled into the functions.
  '@aws-sdk/client-dynamodb@3.1164.0',
  '@smithy/core@3.41.0',
  '@smithy/signature-v4@5.7.5',
  'uuid@14.0.3',
  // Types of the functions.
  '@smithy/types@4.20.0',
  '@types/aws-lambda',
  // Bundles the functions, and runs TypeScript without compiling it first.
  'esbuild@0.28.2',
  'tsx@^4.23.0',
  // Writes the types of the client.
  'openapi-typescript@7.13.0',
  // Checks the types in a quarter of the time; jsii compiles with the one before it.
  'typescript-7@npm:typescript@~7.0.2',
  // For the page in examples/web.
  'preact@^11.2.0',
  // For the bills of materials; the others of these validate them.
  '@cyclonedx/cyclonedx-library@^10.3.0',
  'ajv@^8.20.0',
  'ajv-formats@^3.0.1',
  'ajv-formats-draft2019@^1.6.1',
  // For tests.
  '@aws-cdk/cloudformation-diff@^2.187.5',
  '@aws-sdk/client-lambda@3.1164.0',
  '@seriousme/openapi-schema-validator@^2.11.0',
  'autocannon@^9.0.0',
  'axe-core@^4.14.1',
  'commonmark@^0.31.2',
  '@types/autocannon',
  '@types/commonmark',
  '@types/picomatch',
  'cdk-nag@^3.0.2',
  'fast-check@^4.10.2',
  'jest-runtime@^30',
  'playwright-core@^1.65.1',
  // For one test only, because it is AGPL: it is not shipped.
  '@cloud-copilot/iam-simulate@^0.1.173',
  // For integration tests: 2.257 is the last CDK that the runner reads. The CDK's command line is the runner's own.
  '@aws-cdk/integ-runner@2.197.10',
  '@aws-cdk/integ-tests-alpha@2.245.0-alpha.0',
  'aws-cdk@2.1115.1',
  // For mutation testing: mutants, and the parts of jest that run a test file.
  '@jest/expect@^30.5.2',
  '@jest/fake-timers@^30.5.2',
  '@stryker-mutator/api@9.6.1',
  '@stryker-mutator/instrumenter@9.6.1',
  'jest-circus@^30.5.2',
  'jest-mock@^30.5.2',
  'jest-snapshot@^30.5.2',
  // For benchmarks: the SDK's protocol and its HTTP handler, to compare with.
  '@aws-sdk/core@3.981.0',
  '@smithy/node-http-handler@4.14.2',
  // For benchmarks and the budget of the bundle: zips.
  'fflate@^0.8.3',
  // For benchmarks and a test: the certificate of a server on loopback.
  'selfsigned@^5.5.0',
];
