import { readdirSync } from 'node:fs';
import { awscdk, javascript, JsonFile } from 'projen';
import { addReleaseTasks } from './.projen/release';
import { addWorkflows, NODE_VERSION, PULL_REQUEST_TEMPLATE } from './.projen/workflows';

const project = new awscdk.AwsCdkConstructLibrary({
  name: 'cdk-notes-api',
  description:
    'An AWS CDK construct that adds a complete notes service to any stack: DynamoDB table, Lambda functions and API Gateway REST API',
  keywords: ['aws', 'aws-cdk', 'awscdk', 'notes', 'serverless', 'dynamodb', 'lambda', 'apigateway', 'rest', 'rest-api'],
  author: 'cdk-notes-api contributors',
  authorAddress: 'https://github.com/cdk-notes-api',
  authorOrganization: true,
  repositoryUrl: 'git+https://github.com/cdk-notes-api/cdk-notes-api.git',
  homepage: 'https://github.com/cdk-notes-api/cdk-notes-api#readme',
  bugsUrl: 'https://github.com/cdk-notes-api/cdk-notes-api/issues',
  // Until 1.0; docs/stability.md says what that means.
  stability: 'experimental',
  license: 'Apache-2.0',
  copyrightOwner: 'cdk-notes-api contributors',
  defaultReleaseBranch: 'main',
  packageManager: javascript.NodePackageManager.NPM,
  minNodeVersion: '20.9.0',
  // The workflows that build and release are in .projen/workflows.ts.
  buildWorkflow: false,
  release: false,
  workflowNodeVersion: NODE_VERSION,
  depsUpgradeOptions: { workflowOptions: { schedule: javascript.UpgradeDependenciesSchedule.WEEKLY } },
  githubOptions: {
    mergify: false,
    pullRequestLintOptions: {
      semanticTitleOptions: { types: ['build', 'chore', 'ci', 'docs', 'feat', 'fix', 'perf', 'refactor', 'style', 'test'] },
    },
  },
  pullRequestTemplateContents: PULL_REQUEST_TEMPLATE,
  sampleCode: false,

  jsiiVersion: '~6.0.0',
  typescriptVersion: '~6.0.0',
  cdkVersion: '2.257.0',
  constructsVersion: '10.5.1',
  publishToPypi: { distName: 'cdk-notes-api', module: 'cdk_notes_api' },
  publishToMaven: { javaPackage: 'io.github.cdknotesapi', mavenGroupId: 'io.github.cdknotesapi', mavenArtifactId: 'cdk-notes-api' },
  publishToNuget: { dotNetNamespace: 'CdkNotesApi', packageId: 'CdkNotesApi' },
  publishToGo: { moduleName: 'github.com/cdk-notes-api/cdk-notes-api-go' },

  devDeps: [
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
  ],

  tsconfigDevFile: 'tsconfig.dev.json',
  tsconfigDev: {
    compilerOptions: {
      module: 'node20',
      target: 'es2023',
      lib: ['es2023', 'es2024.string'],
      allowImportingTsExtensions: true,
      allowJs: true,
      paths: { 'cdk-notes-api': ['./src/index.ts'], 'cdk-local-stack': ['./local/index.ts'] },
    },
    include: [
      '.projenrc.ts',
      '.projen/**/*.ts',
      'bench/**/*.ts',
      'build/**/*.ts',
      'client/**/*.ts',
      'examples/**/*.ts',
      'lambda/**/*.ts',
      'lambda/index.mts',
      'local/**/*.ts',
      'src/**/*.ts',
      'test/**/*.ts',
    ],
  },
  projenrcTs: true,
  projenrcTsOptions: { projenCodeDir: '.projen' },
  eslintOptions: {
    dirs: ['src'],
    devdirs: ['bench', 'build', 'client', 'examples', 'lambda', 'local', 'test'],
    projectService: false,
    tsconfigPath: './tsconfig.dev.json',
    fileExtensions: ['.ts', '.mts', '.tsx'],
  },

  jestOptions: {
    updateSnapshot: javascript.UpdateSnapshot.NEVER,
    jestConfig: {
      collectCoverage: false,
      // Generous: no test checks speed.
      testTimeout: 120_000,
      moduleNameMapper: { '^cdk-notes-api$': '<rootDir>/src/index.ts' },
      maxWorkers: 2,
      globalSetup: '<rootDir>/test/global-setup.ts',
      globalTeardown: '<rootDir>/test/global-teardown.ts',
      runtime: '<rootDir>/test/runtime.cjs',
      // The CDK keeps every token, and so every app, as long as it is loaded.
      workerIdleMemoryLimit: '600MB',
      transformIgnorePatterns: ['/node_modules/(?!uuid/)', '<rootDir>/assets/'],
      watchPathIgnorePatterns: ['/node_modules/', '<rootDir>/assets/'],
      testPathIgnorePatterns: ['/node_modules/', '<rootDir>/test/(browser|consumer|faults|load|newcomer|release)/'],
    },
  },
  npmignoreEnabled: false,
  gitignore: ['/assets/', '.jsii.tabl.json', 'cdk.out'],
});

// ts-jest loads the TypeScript compiler in every worker; esbuild is here for the bundle anyway, and tsc checks the types.
project.jest!.config.transform = { '^.+\\.[jt]s$': '<rootDir>/test/transformer.cjs' };
project.deps.removeDependency('ts-jest');

/** The rooms of the code, and the other rooms that each may import. There are no cycles. */
const ROOMS: Readonly<Record<string, readonly string[]>> = {
  'src/contract': [],
  'src/cdk': [],
  'src/table': ['src/contract', 'src/cdk'],
  'src/functions': ['src/contract', 'src/cdk'],
  'src/authorization': ['src/contract', 'src/cdk'],
  'src/rest-api': ['src/contract', 'src/cdk', 'src/authorization'],
  'src/reference': ['src/contract', 'src/cdk'],
  'src/monitoring': ['src/contract', 'src/cdk', 'src/reference'],
  'src': [],
  'lambda/dynamodb': ['src/contract'],
  'lambda/note': ['src/contract'],
  'lambda/store': ['src/contract', 'lambda/note', 'lambda/dynamodb'],
  'lambda/http': ['src/contract', 'lambda/note', 'lambda/store'],
  // Not the store: an operation can only access the notes that its handler passes to it.
  'lambda/*.ts': ['src/contract', 'lambda/http', 'lambda/note'],
  'lambda': ['src/contract'],
  'local/machine': [],
  'local/mapping-templates': [],
  'local/observation': [],
  'local/cloudformation': [],
  'local/cognito': ['local/cloudformation'],
  'local/iam': ['local/cloudformation', 'local/observation'],
  'local/dynamodb': ['local/cloudformation', 'local/iam', 'local/machine'],
  'local/service-endpoint': ['local/iam', 'local/machine'],
  'local/ssm': ['local/cloudformation', 'local/iam'],
  'local/lambda': ['local/cloudformation', 'local/iam', 'local/machine', 'local/observation'],
  'local/api-gateway': [
    'local/cloudformation', 'local/cognito', 'local/iam', 'local/lambda', 'local/machine', 'local/mapping-templates',
    'local/observation',
  ],
  'local/openapi': ['local/api-gateway', 'local/cloudformation'],
  'local/console': [
    'local/api-gateway', 'local/cloudformation', 'local/cognito', 'local/dynamodb', 'local/iam', 'local/machine', 'local/observation',
    'local/openapi',
  ],
  'local': [],
  // It runs in browsers, and its types come from the OpenAPI document.
  'client': [],
};

for (const folder of ['src', 'lambda', 'local'].flatMap((top) => readdirSync(top, { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && !['docs', 'node_modules'].includes(entry.name))
  .map(({ name }) => `${top}/${name}`))) {
  if (!Object.hasOwn(ROOMS, folder)) {
    throw new Error(`ROOMS has no row for ${folder}: say what it may import`);
  }
}

project.eslint!.addRules({
  'curly': ['error', 'all'],
  '@stylistic/max-len': ['error', {
    code: 140, ignoreUrls: true, ignoreStrings: true, ignoreTemplateLiterals: true, ignoreRegExpLiterals: true,
  }],
  'import/no-cycle': ['error', { ignoreExternal: true }],
  'import/no-restricted-paths': ['error', {
    zones: Object.entries(ROOMS).map(([target, others]) => ({
      target: `./${target}`,
      from: '.',
      except: [target, ...others, 'node_modules', 'local/node_modules'].map((path) => `./${path}`),
    })),
  }],
});

project.eslint!.addIgnorePattern('client/openapi.ts');
// They import clients that are generated when they run, and are type-checked then.
project.tsconfigDev.addExclude('test/clients/typescript');
project.eslint!.addIgnorePattern('test/clients/typescript/');

project.eslint!.addOverride({ files: ['lambda/**'], rules: { '@typescript-eslint/no-explicit-any': 'error' } });

// A page has the types of browsers.
const PAGE = 'examples/web/page';
project.tsconfigDev.addExclude(PAGE);
project.tryFindObjectFile('.eslintrc.json')!.addToArray('overrides', {
  files: [`${PAGE}/**`], parserOptions: { project: `./${PAGE}/tsconfig.json` },
});
project.gitignore.exclude('/examples/web/dist/');

// An allow-list of the shipped files: a deny-list would leak new ones.
project.package.addField('files', ['.jsii', '.jsii.tabl.json', 'API.md', 'assets', 'lib/**/*.js', 'lib/**/*.d.ts', 'openapi.json']);
// jsii would put the sources into each file, which makes the package twice as large and slower to load.
for (const option of ['inlineSourceMap', 'inlineSources']) {
  project.tryFindObjectFile('tsconfig.json')!.addOverride(`compilerOptions.${option}`, false);
}

const bundle = project.addTask('bundle', {
  description: 'Bundle the functions into assets/',
  execArgs: ['tsx', 'build/bundle.ts'],
});
project.addTask('bundle:budget', {
  description: 'Record the size of the bundle, which a test compares',
  execArgs: ['tsx', 'build/bundle-size.ts'],
});
project.preCompileTask.spawn(bundle);
project.preCompileTask.execArgs(['tsx', 'build/openapi.ts'], { name: 'Write openapi.json' });
project.preCompileTask.execArgs(['tsx', 'build/client-types.ts'], { name: 'Write the types of the client' });
project.preCompileTask.execArgs(['tsx', 'build/architecture.ts'], { name: 'Draw docs/architecture.svg' });
project.annotateGenerated('/openapi.json');
project.annotateGenerated('/docs/architecture.svg');
project.annotateGenerated('/client/openapi.ts');
project.annotateGenerated('/test/integ/*.snapshot/**');
project.postCompileTask.execArgs(['tsx', 'build/docs-snippets.ts'], { name: 'Hand the pages of docs/ to jsii-rosetta' });
project.postCompileTask.execArgs(['jsii-rosetta', 'extract', '--batch', '1000', '--strict', '.', 'node_modules/.cache/docs-snippets'], {
  name: 'Compile the snippets of README, docs/ and docstrings',
});

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

// Not a projen task, so that Ctrl-C reaches the stack through fewer processes.
project.package.setScript('start', 'node build/start.cjs');

addWorkflows(project);

const localStackPackage = project.addTask('package:local-stack', { description: 'Build and pack the local stack into dist/js' });
localStackPackage.execArgs(['tsx', 'build/local-stack.ts']);
localStackPackage.exec('mkdir -p dist/js');
localStackPackage.execArgs(['npm', 'pack', './node_modules/.cache/cdk-local-stack', '--pack-destination', 'dist/js']);

const clientPackage = project.addTask('package:client', { description: 'Build and pack the client into dist/js' });
clientPackage.execArgs(['tsx', 'build/client.ts']);
clientPackage.exec('mkdir -p dist/js');
clientPackage.execArgs(['npm', 'pack', './node_modules/.cache/cdk-notes-api-client', '--pack-destination', 'dist/js']);

// Packages for npm only; package-all is for all languages.
project.packageTask.reset();
project.packageTask.spawn(project.tasks.tryFind('package:js')!);
project.packageTask.spawn(localStackPackage);
project.packageTask.spawn(clientPackage);
addReleaseTasks(project, [localStackPackage, clientPackage]);

// The newest unrs-resolver on the registry lacks its platform packages, and npm ci refuses such a lock.
project.package.addPackageResolutions('unrs-resolver@1.12.2');
// It requires TypeScript 5, but works with 6.
project.tryFindObjectFile('package.json')!.addOverride('overrides.openapi-typescript', { typescript: '$typescript' });

// No dependency's install script is needed, and aws-lambda-ric's compiles for minutes.
project.npmrc.addConfig('ignore-scripts', 'true');
project.npmrc.addConfig('omit-lockfile-registry-resolved', 'true');

project.tsconfigDev.removeInclude('**/*.ts');

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

project.synth();
