import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { isBundled } from '../build/bundle';

/** Bundles the functions unless that is done: before the tests, and in watch mode before each run of them. */
export default function freshBundle(): void {
  if (!isBundled()) {
    // In a process of its own, which reads build/ as it is now.
    execFileSync(process.execPath, ['--require', 'tsx/cjs', 'build/bundle.ts'], { cwd: join(__dirname, '..'), stdio: 'inherit' });
  }
}
