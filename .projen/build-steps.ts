import type { cdk } from 'projen';

/** Adds the steps before and after the compilation, which write files that are committed or shipped. */
export function addBuildSteps(project: cdk.JsiiProject): void {
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
}
