import { awscdk, javascript } from 'projen';
import { addBuildSteps } from './.projen/build-steps';
import { DEV_DEPENDENCIES } from './.projen/dev-dependencies';
import { addLintRules } from './.projen/lint';
import { addPackageTasks } from './.projen/package-tasks';
import { addPage } from './.projen/page';
import { addReleaseTasks } from './.projen/release';
import { addTestTasks } from './.projen/test-tasks';
import { addWorkflows, NODE_VERSION, PULL_REQUEST_TEMPLATE } from './.projen/workflows';
import { addWorkspaces } from './.projen/workspaces';

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

  devDeps: DEV_DEPENDENCIES,

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

addLintRules(project);
// They import clients that are generated when they run, and are type-checked then.
project.tsconfigDev.addExclude('test/clients/typescript');
addPage(project);

// An allow-list of the shipped files: a deny-list would leak new ones.
project.package.addField('files', ['.jsii', '.jsii.tabl.json', 'API.md', 'assets', 'lib/**/*.js', 'lib/**/*.d.ts', 'openapi.json']);
// jsii would put the sources into each file, which makes the package twice as large and slower to load.
for (const option of ['inlineSourceMap', 'inlineSources']) {
  project.tryFindObjectFile('tsconfig.json')!.addOverride(`compilerOptions.${option}`, false);
}

addBuildSteps(project);
addTestTasks(project);

// Not a projen task, so that Ctrl-C reaches the stack through fewer processes.
project.package.setScript('start', 'node build/start.cjs');

addWorkflows(project);
addReleaseTasks(project, addPackageTasks(project));

// The newest unrs-resolver on the registry lacks its platform packages, and npm ci refuses such a lock.
project.package.addPackageResolutions('unrs-resolver@1.12.2');
// It requires TypeScript 5, but works with 6.
project.tryFindObjectFile('package.json')!.addOverride('overrides.openapi-typescript', { typescript: '$typescript' });

// No dependency's install script is needed, and aws-lambda-ric's compiles for minutes.
project.npmrc.addConfig('ignore-scripts', 'true');
project.npmrc.addConfig('omit-lockfile-registry-resolved', 'true');

project.tsconfigDev.removeInclude('**/*.ts');

addWorkspaces(project);

project.synth();
