import type { cdk, Task } from 'projen';
import { Version } from 'projen';

/** The version that projen starts from when there is no tag. */
const NO_RELEASE = '0.0.0';

/** Adds the tasks of a release. Its version comes from the last tag and the commits since: package.json stays at 0.0.0. */
export function addReleaseTasks(project: cdk.JsiiProject, others: Task[]): void {
  const version = new Version(project, {
    versionInputFile: 'package.json',
    artifactsDirectory: 'dist',
    // The last one for Node.js 20.
    bumpPackage: 'commit-and-tag-version@^12',
    nextVersionCommand: `node -p "process.env.VERSION === '${NO_RELEASE}' ? 'minor' : process.env.SUGGESTED_BUMP"`,
  });

  project.tryFindObjectFile('package.json')!
    .addOverride('jsii.targets.python.classifiers', ['Framework :: AWS CDK', 'Framework :: AWS CDK :: 2']);
  project.compileTask.execArgs(['tsx', 'build/assembly.ts'], { name: 'Give the assembly the URL that other languages take' });

  const packageAll = project.tasks.tryFind('package-all')!;
  packageAll.reset('tsx build/packages.ts');
  others.forEach((task) => packageAll.spawn(task));
  packageAll.exec('mkdir -p dist/sbom');
  packageAll.execArgs(['cp', 'assets/sbom.cdx.json', 'dist/sbom/cdk-notes-api.cdx.json']);
  packageAll.execArgs(['cp', 'node_modules/.cache/cdk-local-stack/sbom.cdx.json', 'dist/sbom/cdk-local-stack.cdx.json']);
  for (const language of ['js', 'java', 'python', 'dotnet', 'go']) {
    // Without the option it leaves a file .npmignore behind.
    project.tasks.tryFind(`package:${language}`)!.reset(`jsii-pacmak --verbose --no-npmignore --target ${language}`);
  }

  const release = project.addTask('release', {
    description: 'Build all packages with the version of the next release in dist/; publishes nothing',
    env: { RELEASE: 'true' },
  });
  release.execArgs(['rm', '-rf', 'dist']);
  release.spawn(version.bumpTask);
  release.spawn(project.preCompileTask);
  release.spawn(project.compileTask);
  release.execArgs(['jsii-rosetta', 'extract', '--strict', '.'], { name: 'Translate the snippets of README and docstrings' });
  release.spawn(packageAll);
  release.spawn(version.unbumpTask);
  release.exec('git diff --exit-code');

  project.addTask('release:dry-run', {
    description: 'Run every step of a release except publishing, on a copy of the last commit; puts the packages into dist/',
    execArgs: ['tsx', 'build/dry-run.ts'],
  });
  project.addTask('release:record', {
    description: 'Record a published release: CHANGELOG.md, and the templates that later releases are compared with',
    execArgs: ['tsx', 'build/changelog.ts'],
  }).execArgs(['tsx', '--tsconfig', 'tsconfig.dev.json', 'test/updates/record.ts']);
  project.addTask('test:release', {
    description: 'Do a dry run of the release, and check its packages; needs Python 3.10, Java 17 with Maven, and Go',
    execArgs: ['jest', '--ci', '--config', 'test/release/jest.config.json'],
  });
  project.tasks.tryFind('compat')!.reset('tsx build/compatibility.ts', {});
}
