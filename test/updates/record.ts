import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { statefulResources } from './stateful-resources';

/** Records the stateful resources of the release in dist/, for updates.test.ts of later releases. */
const version = readFileSync(join(__dirname, '../../dist/version.txt'), 'utf8').trim();
writeFileSync(join(__dirname, `${version}.json`), `${JSON.stringify(statefulResources(), null, 1)}\n`);
