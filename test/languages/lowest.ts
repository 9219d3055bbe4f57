import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const { peerDependencies } = JSON.parse(readFileSync(join(__dirname, '../../package.json'), 'utf8'));

/** The lowest versions of the CDK that the package supports. The repository has these installed, so templates can be compared. */
export const LOWEST: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries<string>(peerDependencies).map(([name, range]) => [name, range.replace('^', '')]),
);
