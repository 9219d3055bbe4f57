import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { statefulResources } from './stateful-resources';

/** Writes down what the release in dist/ has, for updates.test.ts of later ones. */
const version = readFileSync(join(__dirname, '../../dist/version.txt'), 'utf8').trim();
writeFileSync(join(__dirname, `${version}.json`), `${JSON.stringify(statefulResources(), null, 1)}\n`);
