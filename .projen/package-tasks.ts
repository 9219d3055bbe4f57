import type { cdk, Task } from 'projen';

/** Adds the tasks that pack for npm. Returns those of the packages beside the library. */
export function addPackageTasks(project: cdk.JsiiProject): Task[] {
  const localStack = project.addTask('package:local-stack', { description: 'Build and pack the local stack into dist/js' });
  localStack.execArgs(['tsx', 'build/local-stack.ts']);
  localStack.exec('mkdir -p dist/js');
  localStack.execArgs(['npm', 'pack', './node_modules/.cache/cdk-local-stack', '--pack-destination', 'dist/js']);

  const client = project.addTask('package:client', { description: 'Build and pack the client into dist/js' });
  client.execArgs(['tsx', 'build/client.ts']);
  client.exec('mkdir -p dist/js');
  client.execArgs(['npm', 'pack', './node_modules/.cache/cdk-notes-api-client', '--pack-destination', 'dist/js']);

  // Packages for npm only; package-all is for all languages.
  project.packageTask.reset();
  project.packageTask.spawn(project.tasks.tryFind('package:js')!);
  project.packageTask.spawn(localStack);
  project.packageTask.spawn(client);
  return [localStack, client];
}
