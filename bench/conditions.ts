import { readFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';

/** The packages whose versions affect the figures. */
const PACKAGES = ['@aws-sdk/client-dynamodb', '@smithy/core', 'aws-cdk-lib', 'esbuild', 'uuid'];

/** The date and the machine of a measurement. */
export interface Conditions {
  readonly date: string;
  readonly cpu: string;
  readonly packages: Readonly<Record<string, string>>;
}

export function conditions(): Conditions {
  return {
    date: new Date().toISOString().slice(0, 10),
    cpu: cpus()[0].model,
    packages: Object.fromEntries(PACKAGES.map((name) => [name, installedVersion(name)])),
  };
}

function installedVersion(name: string): string {
  const manifest = join(__dirname, '..', 'node_modules', name, 'package.json');
  return JSON.parse(readFileSync(manifest, 'utf8')).version;
}
