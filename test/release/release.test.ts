import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Spec, Validation } from '@cyclonedx/cyclonedx-library';
import { EMPTY, withRelease } from '../../build/changelog';
import { lastRelease } from '../../build/last-release';
import { run } from '../run';
import { DIST, filesIn, packed, ROOT, sha256, zipped } from './packages';

const status = () => run(ROOT, process.env, 'git', 'status', '--porcelain', '--untracked-files=all');
const inDist = (file: string): string => readFileSync(join(DIST, file), 'utf8').trim();

let before: string;
let version: string;
let library: string;

beforeAll(() => {
  before = status();
  // It takes longer on a busy machine than other commands may.
  execFileSync('npx', ['projen', 'release:dry-run'], { cwd: ROOT, stdio: 'ignore' });
  version = inDist('version.txt');
  library = `js/cdk-notes-api@${version}.jsii.tgz`;
});

test('it leaves the repository as it was, with the version 0.0.0', () => {
  expect(status()).toBe(before);
  expect(JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')).version).toBe('0.0.0');
});

test('the version follows that of the last tag, and the first is 0.1.0', () => {
  const last = lastRelease();
  expect(inDist('releasetag.txt')).toBe(`v${version}`);
  expect(version).toMatch(last ? /^\d+\.\d+\.\d+$/ : /^0\.1\.0$/);
  expect(`v${version}`).not.toBe(last);
});

test('the changelog has the commits', () => {
  const changelog = withRelease(EMPTY, version, inDist('changelog.md'));
  expect(changelog).toContain(version);
  expect(changelog).toMatch(/^### (Features|Bug Fixes)\n\n\* .+\/commit\/[0-9a-f]{40}\)/m);
});

describe('npm', () => {
  const names = ['cdk-notes-api', 'cdk-local-stack', 'cdk-notes-api-client'];
  const tarballOf = (name: string): string => (name === 'cdk-notes-api' ? library : `js/${name}-${version}.tgz`);

  test('gets three packages', () => {
    expect(filesIn('js').map((file) => `js/${file}`)).toEqual(names.map(tarballOf).sort());
  });

  test.each(names)('gets %s with this version, public, and with links to its source and its issues', (name) => {
    const manifest = JSON.parse(packed(tarballOf(name), 'package.json'));
    expect(manifest).toMatchObject({
      name,
      version,
      license: 'Apache-2.0',
      repository: { type: 'git', url: 'git+https://github.com/cdk-notes-api/cdk-notes-api.git' },
      bugs: { url: 'https://github.com/cdk-notes-api/cdk-notes-api/issues' },
      homepage: expect.stringContaining('https://github.com/cdk-notes-api/cdk-notes-api'),
    });
    expect(manifest).not.toHaveProperty('private');
  });

  test.each([
    ['cdk-notes-api', 'assets/sbom.cdx.json', ['@smithy/core', 'uuid']],
    ['cdk-local-stack', 'sbom.cdx.json', ['@aws-sdk/client-dynamodb', 'aws-lambda-ric', 'dynalite', 'leveldb', 'swagger-ui-dist']],
  ])('gets %s with a valid bill of materials', async (name, file, parts) => {
    const sbom = packed(tarballOf(name), file);
    const { metadata, components } = JSON.parse(sbom);
    expect(await new Validation.JsonStrictValidator(Spec.Version.v1dot6).validate(sbom)).toBeNull();
    expect(metadata.component).toMatchObject({ name, version });
    expect(components.map((component: { name: string }) => component.name)).toEqual(expect.arrayContaining(parts));
    expect(inDist(`sbom/${name}.cdx.json`)).toBe(sbom.trim());
  });

  test('gets a serializer that ES modules can import by its path', () => {
    const folder = join(ROOT, 'node_modules/.cache/released');
    run(ROOT, process.env, 'rm', '-rf', folder);
    run(ROOT, process.env, 'mkdir', '-p', join(folder, 'node_modules/cdk-notes-api'));
    run(DIST, process.env, 'tar', '-xzf', library, '-C', join(folder, 'node_modules/cdk-notes-api'), '--strip-components', '1');
    const program = 'import { serialize, test } from "cdk-notes-api/lib/snapshot-serializer.js"; console.log(typeof serialize, typeof test)';
    expect(run(folder, process.env, process.execPath, '--input-type', 'module', '--eval', program)).toBe('function function\n');
  });
});

describe('PyPI', () => {
  test('gets a wheel and its sources, as a beta, with web links only', () => {
    expect(filesIn('python')).toEqual([`cdk_notes_api-${version}-py3-none-any.whl`, `cdk_notes_api-${version}.tar.gz`]);
    const metadata = zipped(`python/cdk_notes_api-${version}-py3-none-any.whl`)[`cdk_notes_api-${version}.dist-info/METADATA`].toString();
    expect(metadata).toMatch(new RegExp(`^Name: cdk-notes-api\nVersion: ${version}$`, 'm'));
    for (const classifier of ['Development Status :: 4 - Beta', 'Framework :: AWS CDK :: 2']) {
      expect(metadata).toContain(`\nClassifier: ${classifier}\n`);
    }
    expect(metadata).toContain('\nProject-URL: Source, https://github.com/cdk-notes-api/cdk-notes-api.git\n');
    expect(metadata).not.toContain('git+');
  });
});

describe('Maven Central', () => {
  const folder = () => `java/io/github/cdknotesapi/cdk-notes-api/${version}`;

  test('gets a jar with its sources and its documentation', () => {
    const jars = filesIn(folder()).filter((file) => file.endsWith('.jar'));
    expect(jars).toEqual(['-javadoc', '-sources', ''].map((kind) => `cdk-notes-api-${version}${kind}.jar`));
    expect(Object.keys(zipped(`${folder()}/cdk-notes-api-${version}.jar`))).toContain('io/github/cdknotesapi/NotesApi.class');
  });

  test('gets a description with all that it requires', () => {
    const pom = inDist(`${folder()}/cdk-notes-api-${version}.pom`);
    for (const element of ['name', 'description', 'url', 'licenses', 'developers', 'scm']) {
      expect(pom).toContain(`<${element}>`);
    }
    expect(pom).toContain(`<version>${version}</version>`);
    expect(pom).not.toContain('git+');
  });
});

describe('Go', () => {
  test('gets the code of a module', () => {
    expect(inDist('go/cdknotesapi/go.mod')).toMatch(/^module github\.com\/cdk-notes-api\/cdk-notes-api-go\/cdknotesapi$/m);
    expect(inDist('go/cdknotesapi/version')).toBe(version);
    expect(filesIn('go/cdknotesapi')).toEqual(expect.arrayContaining(['LICENSE', 'NotesApi.go', 'NotesApiProps.go', 'README.md']));
  });
});

describe('NuGet', () => {
  test('gets a package where there is a .NET SDK; the code is generated anyway', () => {
    const files = filesIn('dotnet');
    expect(files).toContainEqual(expect.stringMatching(/NotesApi\.cs$|\.nupkg$/));
  });
});

test('every language carries the very library that npm gets', () => {
  const carried = [
    zipped(`python/cdk_notes_api-${version}-py3-none-any.whl`)[`cdk_notes_api/_jsii/cdk-notes-api@${version}.jsii.tgz`],
    zipped(`java/io/github/cdknotesapi/cdk-notes-api/${version}/cdk-notes-api-${version}.jar`)[`io/github/cdknotesapi/cdk-notes-api@${version}.jsii.tgz`],
    readFileSync(join(DIST, `go/cdknotesapi/jsii/cdk-notes-api-${version}.tgz`)),
  ];
  expect(carried.map(sha256)).toEqual(carried.map(() => sha256(readFileSync(join(DIST, library)))));
});
