import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const ROOT = join(__dirname, '..');
/** The files in node_modules that a clone does not share: the cache of tools, and npm's record. */
const NOT_LINKED = ['.cache', '.package-lock.json'];

/** Clones a commit into a temporary folder, with the packages that are installed here, calls back, and deletes the clone. */
export async function inClone<Result>(commit: string, use: (folder: string) => Result | Promise<Result>): Promise<Result> {
  const work = mkdtempSync(join(tmpdir(), 'cdk-notes-api-'));
  const clone = join(work, 'clone');
  try {
    execFileSync('git', ['clone', '--quiet', '--no-checkout', ROOT, clone]);
    execFileSync('git', ['-C', clone, 'checkout', '--quiet', '--detach', commit]);
    const { workspaces }: { workspaces: string[] } = JSON.parse(readFileSync(join(clone, 'package.json'), 'utf8'));
    ['.', ...workspaces].forEach((workspace) => link(join(ROOT, workspace, 'node_modules'), join(clone, workspace, 'node_modules')));
    return await use(clone);
  } finally {
    rmSync(work, { recursive: true });
  }
}

function link(from: string, to: string): void {
  if (!existsSync(from)) {
    return;
  }
  mkdirSync(to);
  for (const name of readdirSync(from).filter((entry) => !NOT_LINKED.includes(entry))) {
    symlinkSync(join(from, name), join(to, name));
  }
}
