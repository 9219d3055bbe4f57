/** Generates clients of the API with the generators that people use, type-checks them in use, and goes a whole round trip with each. */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { didNotRun } from '../judges/did-not-run';
import { npmEnvironment } from '../judges/npm';
import { pythonEnvironment } from '../judges/python';
import { withExample } from '../judges/served-example';
import { succeeds } from '../judges/succeeds';
import { run } from '../run';

const OPENAPI = join(__dirname, '../../openapi.json');
const [TYPESCRIPT, PYTHON] = ['typescript', 'python'].map((language) => join(__dirname, language));

function main(): Promise<number> {
  if (spawnSync('java', ['-version']).status !== 0) {
    didNotRun('there is no Java for openapi-generator');
  }
  const bin = pythonEnvironment(join(PYTHON, 'requirements.txt'));
  const packages = join(npmEnvironment(TYPESCRIPT), 'node_modules');
  const folder = mkdtempSync(join(tmpdir(), 'notes-clients-'));
  return roundTrips(folder, bin, packages).finally(() => rmSync(folder, { recursive: true }));
}

async function roundTrips(folder: string, bin: string, packages: string): Promise<number> {
  for (const source of [TYPESCRIPT, PYTHON]) {
    cpSync(source, folder, { recursive: true });
  }
  symlinkSync(packages, join(folder, 'node_modules'));
  const env = { ...process.env, PATH: [bin, process.env.PATH].join(delimiter), PYTHONDONTWRITEBYTECODE: '1' };
  const inFolder = (command: string, ...args: string[]) => run(folder, env, command, ...args);
  const tool = (name: string) => join(packages, '.bin', name);

  inFolder(tool('openapi-ts'), '-i', OPENAPI, '-o', 'generated/hey-api', '-c', '@hey-api/client-fetch');
  inFolder(tool('openapi-typescript'), OPENAPI, '-o', 'generated/openapi-typescript.ts');
  inFolder('openapi-generator-cli', 'generate', '-i', OPENAPI, '-g', 'typescript-fetch', '-o', 'generated/typescript-fetch');
  inFolder('openapi-generator-cli', 'generate', '-i', OPENAPI, '-g', 'python', '-o', '.');
  inFolder('openapi-python-client', 'generate', '--path', OPENAPI, '--meta', 'none', '--output-path', 'notes_api_client');

  const programs = readdirSync(PYTHON).filter((name) => name.endsWith('.py'));
  inFolder(tool('tsc'), '-p', '.');
  inFolder('mypy', '--strict', '--follow-imports=silent', ...programs);

  return withExample('tutorial', async ({ url }) => {
    const verdicts = [
      await succeeds(process.execPath, ['--import', pathToFileURL(require.resolve('tsx')).href, 'main.ts', url], { cwd: folder, env }),
    ];
    for (const program of programs) {
      verdicts.push(await succeeds(join(bin, 'python'), [program, url], { cwd: folder, env }));
    }
    return verdicts.every(Boolean) ? 0 : 1;
  });
}

main().then((exitCode) => { process.exitCode = exitCode; }, ({ message }: Error) => {
  console.error(message);
  process.exitCode = 1;
});
