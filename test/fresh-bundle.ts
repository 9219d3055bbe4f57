import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { isBundled } from '../build/bundle';

/** Bundles the functions before the tests unless the bundle is of the sources as they are; in watch mode before each run. */
export default function freshBundle(): void {
  if (!isBundled()) {
    // In a process of its own, which reads build/ as it is now.
    execFileSync(process.execPath, ['--import', 'tsx', 'build/bundle.ts'], { cwd: join(__dirname, '..'), stdio: 'inherit' });
  }
}
