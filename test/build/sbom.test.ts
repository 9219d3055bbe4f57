import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Spec, Validation } from '@cyclonedx/cyclonedx-library';
import { BUDGET, BundleSize } from '../../build/bundle-size';
import { installedWith } from '../../build/installed';
import { billOfMaterials, Part } from '../../build/sbom';
import '../bundle';

const ROOT = join(__dirname, '../..');
const shipped = readFileSync(join(ROOT, 'assets/sbom.cdx.json'), 'utf8');

const PRODUCT = { name: 'product', version: '1.0.0', license: 'MIT' };
const PART: Part = { name: '@scope/part', version: '2.0.0', licence: 'ISC', bundled: true };

const objections = async (sbom: string) => new Validation.JsonStrictValidator(Spec.Version.v1dot6).validate(sbom);
const namesIn = (sbom: string): string[] => JSON.parse(sbom).components.map(({ name }: { name: string }) => name);

test('the bill of materials of the functions is valid CycloneDX', async () => {
  expect(await objections(shipped)).toBeNull();
});

test('it lists the packages in the bundle, and no others', () => {
  const { packages }: BundleSize = JSON.parse(readFileSync(BUDGET, 'utf8'));
  expect(namesIn(shipped)).toEqual(Object.keys(packages).filter((name) => name !== 'cdk-notes-api').sort());
});

test('it has the version of the library, and a part has its own with its licence', () => {
  const { metadata, components } = JSON.parse(shipped);
  const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
  const uuid = JSON.parse(readFileSync(join(ROOT, 'node_modules/uuid/package.json'), 'utf8'));
  expect(metadata.component).toMatchObject({ name: 'cdk-notes-api', version });
  expect(components).toContainEqual(expect.objectContaining({
    name: 'uuid', version: uuid.version, purl: `pkg:npm/uuid@${uuid.version}`, licenses: [{ license: { id: uuid.license } }],
  }));
});

test('a part that is optional, or comes from elsewhere than npm, is valid too', async () => {
  const parts = [PART, { ...PART, name: 'engine', bundled: false, optional: true, purl: 'pkg:github/some/engine@2.0.0' }];
  const sbom = billOfMaterials(PRODUCT, parts);
  expect(await objections(sbom)).toBeNull();
  expect(JSON.parse(sbom).components).toEqual([
    expect.objectContaining({ name: 'engine', scope: 'optional', purl: 'pkg:github/some/engine@2.0.0' }),
    expect.objectContaining({ name: '@scope/part', scope: 'required', purl: 'pkg:npm/%40scope/part@2.0.0' }),
  ]);
});

test('the order of the parts changes nothing', () => {
  const other = { ...PART, name: 'another' };
  expect(billOfMaterials(PRODUCT, [PART, other])).toBe(billOfMaterials(PRODUCT, [other, PART]));
});

test('the packages that npm installs with the local stack are those that npm tells', () => {
  interface Tree { readonly version?: string; readonly dependencies?: Record<string, Tree> }
  const tree: Tree = JSON.parse(execFileSync('npm', ['ls', '--all', '--json', '--omit', 'dev', '--workspace', 'cdk-local-stack'], {
    cwd: ROOT, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'],
  }));
  const flat = (dependencies: Tree['dependencies'] = {}): string[] => Object.entries(dependencies)
    .flatMap(([name, { version, dependencies: theirs }]) => [...version ? [`${name}@${version}`] : [], ...flat(theirs)]);
  const installed = installedWith(JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8')), 'local');
  expect(installed.map(({ name, version }) => `${name}@${version}`).sort())
    .toEqual([...new Set(flat(tree.dependencies!['cdk-local-stack'].dependencies))].sort());
});

test('a package without a licence in the lock is an error that names it', () => {
  const lock = { packages: { 'app': { dependencies: { part: '1' } }, 'node_modules/part': { version: '1.0.0' } } };
  expect(() => installedWith(lock, 'app')).toThrow('package-lock.json tells no version or licence of node_modules/part');
});
