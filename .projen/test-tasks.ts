import type { cdk } from 'projen';
import { PAGE } from './page';

/** Adds the tasks that test, compare and measure. */
export function addTestTasks(project: cdk.JsiiProject): void {
  // jest bundles by itself, in test/fresh-bundle.ts.
  project.testTask.reset();
  const typeCheck = project.addTask('types', {
    description: 'Check the types of all files; jest does not',
  });
  for (const tsconfig of ['tsconfig.dev.json', PAGE]) {
    typeCheck.execArgs(['node', 'node_modules/typescript-7/bin/tsc', '--noEmit', '-p', tsconfig]);
  }
  project.testTask.spawn(typeCheck);
  project.testTask.execArgs(['jest', '--ci'], { receiveArgs: true });

  project.addTask('test:consumer', {
    description: 'Install the packed library in apps outside the repository; needs a build',
    execArgs: ['jest', '--ci', '--config', 'test/consumer/jest.config.json'],
  });

  project.addTask('test:languages', {
    description: 'Synthesise apps in python, java or go, or check the code for dotnet; needs a build',
    execArgs: ['tsx', '--tsconfig', 'tsconfig.dev.json', 'test/languages/main.ts'],
    receiveArgs: true,
  });

  project.addTask('test:newcomer', {
    description: 'Run and build a fresh clone as a newcomer would; needs a build and the change committed',
    execArgs: ['jest', '--ci', '--config', 'test/newcomer/jest.config.json'],
  });

  project.addTask('test:browser', {
    description: 'Call the API from pages of other origins, and use the console of the local stack and the page of examples/web; needs Chromium',
    execArgs: ['jest', '--ci', '--config', 'test/browser/jest.config.json'],
  });

  project.addTask('console:pictures', {
    description: 'Take the pictures of the console in local/README.md; needs Chromium',
    execArgs: ['tsx', '--tsconfig', 'tsconfig.dev.json', 'build/console-pictures.ts'],
  });

  project.addTask('test:load', {
    description: 'Put the local stack under load, and check that it neither fails nor grows; takes a minute',
    execArgs: ['jest', '--ci', '--config', 'test/load/jest.config.json'],
  });

  project.addTask('test:faults', {
    description: 'Put the functions under faults. FAULTS_SCALE is the share of the full campaign; the default takes minutes',
    execArgs: ['jest', '--ci', '--config', 'test/faults/jest.config.json'],
    receiveArgs: true,
  });

  project.addTask('test:dynamodb-local', {
    description: 'Run the contract suite on Amazon\'s DynamoDB Local; needs Java 17',
    execArgs: ['tsx', 'test/dynamodb-local/main.ts'],
    receiveArgs: true,
  });

  project.addTask('test:templates', {
    description: 'Install cfn-lint and checkov, and let them judge the templates; needs Python 3.11',
    execArgs: ['tsx', '--tsconfig', 'tsconfig.dev.json', 'test/judges/templates/main.ts'],
  });

  project.addTask('test:openapi', {
    description: 'Let Redocly and Spectral judge the OpenAPI document',
    execArgs: ['tsx', 'test/judges/openapi-linters/main.ts'],
  });

  project.addTask('test:schemathesis', {
    description: 'Let schemathesis judge two example APIs by their OpenAPI documents; needs Python 3.11',
    execArgs: ['tsx', 'test/judges/schemathesis/main.ts'],
  });

  project.addTask('test:clients', {
    description: 'Generate clients from the OpenAPI document, and run a round trip with each; needs Python 3.11 and Java',
    execArgs: ['tsx', 'test/clients/main.ts'],
  });

  project.addTask('test:ministack', {
    description: 'Install MiniStack, deploy the templates to it, and run the contract suite there; needs Python 3.11',
    execArgs: ['tsx', '--tsconfig', 'tsconfig.dev.json', 'test/judges/ministack/main.ts'],
  });

  project.addTask('integ', {
    description: 'Compare the integration tests with their snapshots; --record updates the snapshots',
    execArgs: ['tsx', 'test/integ/snapshots.ts'],
    receiveArgs: true,
  });

  project.addTask('integ:deploy', {
    description: 'Deploy the integration tests, run the contract suite on each, and delete them; needs an AWS account',
    execArgs: ['tsx', '--tsconfig', 'tsconfig.dev.json', 'test/integ/deploy.ts'],
    receiveArgs: true,
  });

  project.addTask('integ:local', {
    description: 'Run the contract suite on the integration tests in the local stack, signed and with tokens',
    execArgs: ['tsx', '--tsconfig', 'tsconfig.dev.json', 'test/integ/local.ts'],
    receiveArgs: true,
  });

  project.addTask('mutation', {
    description: 'Make every small change to the code, and check that a test notices it; --help lists the options',
    execArgs: ['tsx', 'test/mutation/main.ts'],
    receiveArgs: true,
  });

  project.addTask('bench', {
    description: 'Compare the functions and the synthesis with the alternatives; needs Linux on x64',
    execArgs: ['tsx', 'bench/main.ts'],
    receiveArgs: true,
  });
}
