import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const ASSEMBLY = join(__dirname, '..', '.jsii');

// package.json has the form of npm, "git+https://…", and jsii hands it to every language. PyPI accepts no such URL, and no browser opens it.
writeFileSync(ASSEMBLY, readFileSync(ASSEMBLY, 'utf8').replace('"url": "git+https://', '"url": "https://'));
