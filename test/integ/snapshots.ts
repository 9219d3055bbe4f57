/** Compares the deployments with their snapshots, or records these anew with `--record`. Neither needs an account. */
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** The hash of an asset. It changes with the functions' code, so integ-runner leaves it out of the comparison. */
const HASH = /\b[0-9a-f]{64}\b/g;

function main(arguments_: readonly string[]): void {
  if (!arguments_.includes('--record')) {
    return runner();
  }
  // With an older snapshot at hand, the runner would begin with an update of it, for which there is no account.
  snapshots().forEach((snapshot) => rmSync(snapshot, { recursive: true }));
  runner('--dry-run', '--force', '--no-clean', '--parallel-regions', 'us-east-1', '--max-workers', '2');
  snapshots().forEach(strip);
}

const snapshots = () => readdirSync(__dirname).filter((name) => name.endsWith('.snapshot')).map((name) => join(__dirname, name));

function runner(...options: string[]): void {
  const { status } = spawnSync(
    'npx', ['integ-runner', '--directory', __dirname, '--language', 'typescript', '--app', 'node --require tsx/cjs {filePath}', ...options],
    { env: { ...process.env, TSX_TSCONFIG_PATH: join(__dirname, '../../tsconfig.dev.json') }, stdio: 'inherit' },
  );
  if (status !== 0) {
    process.exitCode = 1;
  }
}

/** Keeps the description of a deployment, without values of this machine or of the code. */
function strip(snapshot: string): void {
  const hashes: string[] = [];
  const numbered = (hash: string) => {
    if (!hashes.includes(hash)) {
      hashes.push(hash);
    }
    return `${hashes.indexOf(hash)}`.padStart(hash.length, '0');
  };
  for (const name of readdirSync(snapshot).sort()) {
    const path = join(snapshot, name);
    if (name.startsWith('asset.') || name === 'tree.json') {
      rmSync(path, { recursive: true });
    } else {
      // Metadata says where in a file each construct is made, with the whole path of the file.
      writeFileSync(path, name.endsWith('.metadata.json') ? '{}\n' : readFileSync(path, 'utf8').replace(HASH, numbered));
    }
  }
}

main(process.argv.slice(2));
