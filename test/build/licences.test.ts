import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { BUDGET, BundleSize } from '../../build/bundle-size';
import { bundledPackages, licenceList } from '../../build/licences';
import '../bundle';

const ROOT = join(__dirname, '../..');
const shipped = readFileSync(join(ROOT, 'assets/THIRD-PARTY-LICENSES'), 'utf8');
const { packages }: BundleSize = JSON.parse(readFileSync(BUDGET, 'utf8'));
const theirs = Object.keys(packages).filter((name) => name !== 'cdk-notes-api');

/** The metafile that esbuild would write for a bundle with these files. */
const metafileOf = (...paths: string[]) => ({
  inputs: {},
  outputs: {
    'index.mjs': { inputs: Object.fromEntries(paths.map((path) => [path, { bytesInOutput: 1 }])), bytes: 1, imports: [], exports: [] },
  },
});

test.each(theirs)('the licence of %s is shipped, with its text', (name) => {
  const { version, license } = JSON.parse(readFileSync(join(ROOT, 'node_modules', name, 'package.json'), 'utf8'));
  const sections = shipped.split('-'.repeat(80)).filter((section) => section.includes(`\n${name} ${version} (${license})\n`));
  expect(sections).toHaveLength(1);
  expect(sections[0].length).toBeGreaterThan(500);
});

test('no licence is shipped of what is not in the bundle', () => {
  const listed = [...shipped.matchAll(/^(\S+) \d+\.\d+\.\d+ \(\S+\)$/gm)].map(([, name]) => name);
  expect(listed.sort()).toEqual([...theirs].sort());
});

test('a package with another licence than those that are accepted is not bundled', () => {
  expect(() => bundledPackages(ROOT, metafileOf('node_modules/@cloud-copilot/iam-simulate/dist/index.js'))).toThrow(
    /^@cloud-copilot\/iam-simulate \S+ has the licence "AGPL-3.0-or-later": the bundle may only contain code under /,
  );
});

test('a package is listed once, whatever it has in the bundle, and with others of the same text', () => {
  const list = licenceList(
    'Licences',
    bundledPackages(ROOT, metafileOf('node_modules/@smithy/core/a.js', 'node_modules/@smithy/core/b.js', 'lambda/index.mts')),
  );
  expect(list.match(/@smithy\/core/g)).toHaveLength(1);
});
