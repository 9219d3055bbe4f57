import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { DeploymentName, DEPLOYMENTS } from './deployments';
import { NOT_RUN } from './not-run';
import { allBut } from '../contract/all-but';

const ROOT = join(__dirname, '../..');

/** Runs the contract suite on a deployed API. Resolves to whether it passed. */
export async function runContractSuite(
  name: DeploymentName, url: string, callers: NodeJS.ProcessEnv, files: readonly string[],
): Promise<boolean> {
  const [reason, tests] = NOT_RUN[DEPLOYMENTS[name].callers];
  console.log(`the contract suite on ${name}, without what cannot run there: ${reason}`);
  const { NOTES_API_SIGNED: _, NOTES_API_USERS: __, ...others } = process.env;
  const jest = spawn('npx', ['jest', '--ci', ...allBut([tests]), ...files.length > 0 ? files : ['test/contract']], {
    cwd: ROOT, env: { ...others, ...callers, NOTES_API_URL: url }, stdio: 'inherit',
  });
  const [status] = await once(jest, 'exit');
  return status === 0;
}
