import { ALL_DEPLOYMENTS, DeploymentName } from './deployments';

/** The arguments of a command: names of deployments, and after `--` test files. */
export function deploymentsAndFiles(arguments_: readonly string[]): { names: readonly DeploymentName[]; files: readonly string[] } {
  const end = arguments_.includes('--') ? arguments_.indexOf('--') : arguments_.length;
  const names = arguments_.slice(0, end);
  const unknown = names.filter((name) => !(ALL_DEPLOYMENTS as string[]).includes(name));
  if (unknown.length > 0) {
    throw new Error(`there is no deployment ${unknown.join(', ')}: choose of ${ALL_DEPLOYMENTS.join(', ')}`);
  }
  return { names: names.length > 0 ? names as DeploymentName[] : ALL_DEPLOYMENTS, files: arguments_.slice(end + 1) };
}
