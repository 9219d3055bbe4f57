import {
  appendFileSync, cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { HANDLERS } from '../operations';
import { extendConfig, RECIPE_TEST, recipeInstallation, skipTypes, writeRecipe } from './recipe';
import { run } from '../run';

const ROOT = join(__dirname, '..', '..');
const WORK = mkdtempSync(join(tmpdir(), 'notes-consumer-'));
const QUIETLY = ['--ignore-scripts', '--no-audit', '--no-fund'];
const SNAPSHOTS = 'test/__snapshots__';

let tarball: string;
let files: string[];

beforeAll(() => {
  if (!existsSync(join(ROOT, '.jsii')) || !existsSync(join(ROOT, 'lib/index.js'))) {
    throw new Error('the library is not built: run "npx projen build" first');
  }
  const [packed] = JSON.parse(run(ROOT, process.env, 'npm', 'pack', '--json', '--pack-destination', WORK));
  tarball = join(WORK, packed.filename);
  files = packed.files.map(({ path }: { path: string }) => path);
});
afterAll(() => rmSync(WORK, { recursive: true }));

describe('the tarball', () => {
  test('holds the bundle, the licences of what is in it, the types and the jsii assembly', () => {
    expect(files).toEqual(expect.arrayContaining([
      '.jsii', '.jsii.tabl.json', 'API.md', 'LICENSE', 'README.md', 'assets/THIRD-PARTY-LICENSES', 'assets/lambda/index.mjs',
      'assets/sbom.cdx.json',
      'lib/index.d.ts', 'lib/index.js', 'openapi.json', 'package.json',
    ]));
  });

  test('holds nothing but that', () => {
    expect(
      files.filter(
        (file) =>
          !/^(\.jsii|\.jsii\.tabl\.json|API\.md|LICENSE|README\.md|openapi\.json|package\.json|assets\/.+|lib\/.+(\.js|\.d\.ts))$/.test(
            file,
          ),
      ),
    ).toEqual([]);
  });

  test('depends on nothing at run time but the CDK', () => {
    const manifest = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
    expect(Object.keys(manifest.peerDependencies).sort()).toEqual(['aws-cdk-lib', 'constructs']);
    expect(manifest).not.toHaveProperty('dependencies');
    expect(manifest).not.toHaveProperty('optionalDependencies');
    expect(manifest).not.toHaveProperty('bundledDependencies');
  });
});

describe('the public API', () => {
  interface Documented {
    readonly name: string;
    readonly optional?: boolean;
    readonly docs?: { readonly summary?: string; readonly default?: string };
    readonly parameters?: Documented[];
  }
  interface Type extends Documented {
    readonly kind: string;
    readonly datatype?: boolean;
    readonly initializer?: Documented;
    readonly methods?: Documented[];
    readonly properties?: Documented[];
    readonly members?: Documented[];
  }
  const types = (): Type[] => Object.values(JSON.parse(readFileSync(join(ROOT, '.jsii'), 'utf8')).types);
  /** The documented parts of a type. A constructor without parameters was not written by hand. */
  const members = ({ initializer, methods = [], properties = [], members: ofEnum = [] }: Type): Documented[] =>
    [...initializer?.parameters ? [{ ...initializer, name: 'constructor' }] : [], ...methods, ...properties, ...ofEnum];

  test('has a sentence for every type, member and parameter', () => {
    const documented = types().flatMap((type) => [type, ...members(type).flatMap((member) => [member, ...member.parameters ?? []]
      .map(({ name, docs }) => ({ name: `${type.name}.${member.name} ${name}`, docs })))]);
    expect(documented.filter(({ docs }) => !docs?.summary).map(({ name }) => name)).toEqual([]);
  });

  test('has a default for every optional property', () => {
    const open = types().filter(({ kind }) => kind === 'interface').flatMap((type) => (type.properties ?? [])
      .filter(({ docs, optional }) => optional && !docs?.default)
      .map(({ name }) => `${type.name}.${name}`));
    expect(open).toEqual([]);
  });
});

interface Violation {
  readonly severity: string;
  readonly violatingConstructs: { readonly constructPath: string }[];
}

/** The locations of the errors that the CDK's template validator found. */
function validationErrors(assembly: string): string[] {
  const { pluginReports } = JSON.parse(readFileSync(join(assembly, 'validation-report.json'), 'utf8'));
  return pluginReports.flatMap(({ violations }: { violations: Violation[] }) => violations)
    .filter(({ severity }: Violation) => severity === 'error' || severity === 'fatal')
    .flatMap(({ violatingConstructs }: Violation) => violatingConstructs.map(({ constructPath }) => constructPath));
}

// In this order: the newest version must match the snapshot that the lowest version writes.
describe.each([
  { cdk: 'lowest', versions: ['aws-cdk-lib@2.257.0', 'constructs@10.5.1'], env: {} },
  { cdk: 'newest', versions: ['aws-cdk-lib@^2', 'constructs@^10'], env: { JSII_DEPRECATED: 'fail' } },
])('an app on the $cdk CDK', ({ cdk, versions, env }) => {
  const app = join(WORK, cdk);
  const environment = { ...process.env, ...env };

  beforeAll(() => {
    cpSync(join(__dirname, 'app'), app, { recursive: true });
    writeRecipe(app);
    run(app, process.env, 'npm', 'install', ...QUIETLY, tarball, 'aws-cdk@^2.1148.0', ...versions);
    const [npm, ...installation] = recipeInstallation();
    run(app, process.env, npm, ...installation, ...QUIETLY);
    run(app, process.env, 'npm', 'run', 'build');
  });

  test('has no esbuild and no SDK of ours', () => {
    expect(['esbuild', '@aws-sdk', 'uuid'].filter((name) => existsSync(join(app, 'node_modules', name)))).toEqual([]);
  });

  test('synthesises without starting a process', () => {
    run(app, { ...environment, CDK_OUTDIR: 'cdk.out.plain' }, 'node', '--require', join(__dirname, 'no-child-process.cjs'), 'bin/app.js');
    const { Resources } = JSON.parse(readFileSync(join(app, 'cdk.out.plain/Shop.template.json'), 'utf8'));
    expect(Object.values<{ Type: string }>(Resources).filter(({ Type }) => Type === 'AWS::Lambda::Function')).toHaveLength(HANDLERS.length);
  });

  test('synthesises with the CDK command line, and its asset is the packed bundle', () => {
    expect(run(app, { ...environment, CDK_VALIDATION: 'false' }, 'npx', 'cdk', 'synth')).toContain('AWS::DynamoDB::GlobalTable');
    const { files: assets } = JSON.parse(readFileSync(join(app, 'cdk.out/Shop.assets.json'), 'utf8'));
    const folders = Object.values<{ source: { path: string; packaging: string } }>(assets)
      .filter(({ source }) => source.packaging === 'zip')
      .map(({ source }) => join(app, 'cdk.out', source.path));
    expect(
      folders.map(
        (folder) => readFileSync(join(folder, 'index.mjs'), 'utf8') === readFileSync(join(ROOT, 'assets/lambda/index.mjs'), 'utf8'),
      ),
    ).toEqual([true]);
  });

  test('synthesises every profile, in which a CDK that validates templates finds no error', () => {
    run(app, { ...environment, CDK_OUTDIR: 'cdk.out.profiles' }, 'node', 'bin/profiles.js');
    const assembly = join(app, 'cdk.out.profiles');
    expect(
      readdirSync(assembly)
        .flatMap((file) => /^(\w+)\.template\.json$/.exec(file)?.[1] ?? [])
        .sort(),
    ).toEqual(['Broken', 'Cognito', 'CustomerKey', 'Default', 'Everything', 'TheirTable']);
    if (cdk === 'newest') {
      expect(validationErrors(assembly)).toEqual(['Broken/Notes/GetNote/Function/Resource']);
    }
  });

  test('deploys the API of every profile under the same name on both', () => {
    const deployments = (version: string) => readdirSync(join(WORK, version, 'cdk.out.profiles'))
      .filter((file) => file.endsWith('.template.json'))
      .map((file) => Object.entries<{ Type: string }>(JSON.parse(readFileSync(join(WORK, version, 'cdk.out.profiles', file), 'utf8')).Resources)
        .filter(([, { Type }]) => Type === 'AWS::ApiGateway::Deployment').map(([id]) => `${file} ${id}`));
    expect(deployments(cdk).flat()).toHaveLength(6);
    expect(deployments(cdk)).toEqual(deployments('lowest'));
  });

  test('synthesises 200 stacks of random props, in which a CDK that validates templates finds no error', () => {
    run(app, { ...environment, CDK_OUTDIR: 'cdk.out.random' }, 'node', 'bin/random.js');
    const assembly = join(app, 'cdk.out.random');
    expect(readdirSync(assembly).filter((file) => /^Random\d+\.template\.json$/.test(file))).toHaveLength(200);
    if (cdk === 'newest') {
      expect(validationErrors(assembly)).toEqual(['Broken/Notes/GetNote/Function/Resource']);
    }
  });

  test('has the same notes with all feature flags on and all off', () => {
    run(app, { ...environment, CDK_VALIDATION: 'false' }, 'node', 'bin/feature-flags.js');
  });

  test('passes the tests of the recipe', () => {
    if (cdk === 'lowest') {
      run(app, environment, 'npm', 'test', '--', '--ci=false');
    } else {
      cpSync(join(WORK, 'lowest', SNAPSHOTS), join(app, SNAPSHOTS), { recursive: true });
    }
    run(app, environment, 'npm', 'test', '--', '--ci');
  });
});

describe('the tests of the recipe', () => {
  const lowest = join(WORK, 'lowest');
  const newest = join(WORK, 'newest');
  const tests = (app: string, env: NodeJS.ProcessEnv = {}) => run(app, { ...process.env, ...env }, 'npm', 'test', '--', '--ci');

  // The tests above checked them.
  beforeAll(() => [lowest, newest].forEach(skipTypes));

  /** Has other tests while the body runs. */
  const changed = (app: string, change: (text: string) => string, body: () => void) => {
    const file = join(app, RECIPE_TEST);
    const text = readFileSync(file, 'utf8');
    writeFileSync(file, change(text));
    body();
    writeFileSync(file, text);
  };
  const write = (app: string, file: string, content: object) => writeFileSync(join(app, file), JSON.stringify(content));

  test.each([
    ['that has no tsconfig', {}, undefined],
    ['of ECMAScript modules', { type: 'module' }, { target: 'es2022', module: 'nodenext', strict: true, skipLibCheck: true }],
  ])('pass in an app %s', (name, manifest, compilerOptions) => {
    const app = join(WORK, name);
    mkdirSync(app);
    write(app, 'package.json', { private: true, scripts: { test: 'jest' }, ...manifest });
    if (compilerOptions) {
      write(app, 'tsconfig.json', { compilerOptions });
    }
    symlinkSync(join(newest, 'node_modules'), join(app, 'node_modules'));
    writeRecipe(app);
    cpSync(join(lowest, SNAPSHOTS), join(app, SNAPSHOTS), { recursive: true });
    tests(app);
  });

  test('pass in an app that cdk init made, whose configuration has what docs/testing.md names', () => {
    const app = join(WORK, 'initialised');
    mkdirSync(app);
    run(app, process.env, join(newest, 'node_modules/.bin/cdk'), 'init', 'app', '--language', 'typescript', '--generate-only');
    run(app, process.env, 'npm', 'install', ...QUIETLY, tarball);
    extendConfig(app);
    for (const path of [RECIPE_TEST, SNAPSHOTS]) {
      cpSync(join(lowest, path), join(app, path), { recursive: true });
    }
    tests(app);
  });

  test('leave a test below them without validation', () => {
    changed(newest, (text) => `${text}\ntest('below', () => expect(process.env.CDK_VALIDATION).toBe('false'));`, () => tests(newest));
  });

  test('pass in another folder, language and time zone', () => {
    const elsewhere = join(WORK, 'another folder');
    renameSync(lowest, elsewhere);
    try {
      tests(elsewhere, { LC_ALL: 'tr_TR.UTF-8', TZ: 'Pacific/Kiritimati' });
    } finally {
      renameSync(elsewhere, lowest);
    }
  });

  // Only the newest CDK validates.
  test.each([
    ['lowest', 'another property', "new NotesApi(stack, 'Notes', { requireIfMatch: true })", '● the template stays as it is'],
    [
      'newest',
      'what CloudFormation would refuse',
      "(new NotesApi(stack, 'Notes').table.node.defaultChild as any).addPropertyOverride('Replicas', 'none')",
      '● the template is valid',
    ],
  ])('find, on the %s CDK, %s', (cdk, _, notes, failure) => {
    const app = join(WORK, cdk);
    changed(app, (text) => text.replace("new NotesApi(stack, 'Notes')", notes), () => expect(() => tests(app)).toThrow(failure));
  });

  test('pass with other code in the functions', () => {
    const assets = (outdir: string) => {
      run(lowest, { ...process.env, CDK_OUTDIR: outdir }, 'node', 'bin/app.js');
      return readdirSync(join(lowest, outdir)).filter((file) => file.startsWith('asset.'));
    };
    const before = assets('cdk.out.before');
    appendFileSync(join(lowest, 'node_modules/cdk-notes-api/assets/lambda/index.mjs'), '// other');
    expect(assets('cdk.out.after')).not.toEqual(before);
    tests(lowest);
  });
});
