import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { Annotations, App, Stack, Stage } from 'aws-cdk-lib';
import { Vpc } from 'aws-cdk-lib/aws-ec2';
import { Asset } from 'aws-cdk-lib/aws-s3-assets';
import { CloudAssembly } from 'aws-cdk-lib/cx-api';
import { missingLookups, readAssembly } from '../../local/cloudformation/assembly';
import { LocalStack } from '../../local/local-stack';

const WORK = mkdtempSync(join(tmpdir(), 'assembly-'));

afterAll(() => rmSync(WORK, { recursive: true }));

let made = 0;

/** Synthesises an app into a folder. */
function synthesized(build: (app: App) => void): string {
  const outdir = join(WORK, `cdk.out-${made++}`);
  const app = new App({ outdir, analyticsReporting: false });
  build(app);
  app.synth();
  return outdir;
}

function stages(app: App): void {
  const [last, first, middle] = ['A', 'B', 'C'].map((id) => new Stack(app, id, { stackName: `The${id}` }));
  last.addDependency(middle);
  middle.addDependency(first);
  const stage = new Stage(app, 'Production', { env: { account: '111122223333', region: 'eu-west-1' } });
  const inner = new Stage(stage, 'Inner', { env: { account: '111122223333', region: 'eu-west-3' } });
  for (const scope of [stage, inner]) {
    const stack = new Stack(scope, 'Shop');
    new Asset(stack, 'File', { path: __filename });
    Annotations.of(stack).addWarningV2('expensive', 'it costs\nmuch');
  }
  Annotations.of(last).addError('it does not work');
}

/** Moves the metadata of the stacks from separate files into the manifest, where older CDKs write it. */
function mergeMetadata(directory: string): void {
  const file = join(directory, 'manifest.json');
  const manifest = JSON.parse(readFileSync(file, 'utf8'));
  for (const artifact of Object.values<Record<string, any>>(manifest.artifacts)) {
    if (artifact.type === 'cdk:cloud-assembly') {
      mergeMetadata(join(directory, artifact.properties.directoryName));
    } else if (artifact.additionalMetadataFile) {
      artifact.metadata = JSON.parse(readFileSync(join(directory, artifact.additionalMetadataFile), 'utf8'));
      delete artifact.additionalMetadataFile;
    }
  }
  writeFileSync(file, JSON.stringify(manifest));
}

test.each([
  ['in files', () => undefined],
  ['in the manifest', mergeMetadata],
])('an assembly with its metadata %s is read as the CDK reads it', (_, prepare: (directory: string) => void) => {
  const outdir = synthesized(stages);
  prepare(outdir);
  const read = readAssembly(outdir);
  const theirs = new CloudAssembly(outdir).stacksRecursively;
  expect(read.map(({ name, template }) => ({ name, template }))).toEqual(
    theirs.map(({ stackName, template }) => ({ name: stackName, template })),
  );
  expect(read.map(({ name, account, region }) => `${name} ${account} ${region}`)).toEqual([
    'TheB 123456789012 us-east-1',
    'TheC 123456789012 us-east-1',
    'TheA 123456789012 us-east-1',
    'Production-Shop 111122223333 eu-west-1',
    'Production-Inner-Shop 111122223333 eu-west-3',
  ]);
  expect(read.flatMap(({ errors }) => errors)).toEqual(['/A: it does not work']);
  expect(read.flatMap(({ warnings }) => warnings)).toEqual([
    expect.stringMatching(/^\/Production\/Shop: it costs much/), expect.stringMatching(/^\/Production\/Inner\/Shop: it costs much/),
  ]);
  for (const { assets, name } of read.slice(-2)) {
    const files = [...assets.values()];
    expect(files.filter((file) => /asset\.\w+\.ts$/.test(basename(file)))).toHaveLength(1);
    expect(files.filter((file) => file.includes(name.replaceAll('-', '')))).toHaveLength(1);
  }
});

test('a newer assembly than the CDK here can read is read', () => {
  const outdir = join(mkdtempSync(join(WORK, 'newer-')));
  writeFileSync(join(outdir, 'S.json'), '{"Resources":{}}');
  writeFileSync(join(outdir, 'manifest.json'), JSON.stringify({
    version: '999.0.0',
    artifacts: { Other: { type: 'cdk:unknown' }, S: { type: 'aws:cloudformation:stack', properties: { templateFile: 'S.json' } } },
  }));
  expect(readAssembly(outdir)).toEqual([
    { name: 'S', account: '123456789012', region: 'us-east-1', template: { Resources: {} }, warnings: [], errors: [], assets: new Map() },
  ]);
});

test.each([
  ['{', /^.*manifest\.json cannot be read: .*JSON/],
  [{ artifacts: { S: { type: 'aws:cloudformation:stack', properties: { templateFile: 'none.json' } } } }, /^.*none\.json cannot be read: ENOENT/],
  [{ artifacts: { A: { type: 'x', dependencies: ['B'] }, B: { type: 'x', dependencies: ['A'] } } }, /^the stacks of the app depend on each other: A, B$/],
])('the manifest %j is told', (manifest, message) => {
  const outdir = mkdtempSync(join(WORK, 'broken-'));
  writeFileSync(join(outdir, 'manifest.json'), typeof manifest === 'string' ? manifest : JSON.stringify(manifest));
  expect(() => readAssembly(outdir)).toThrow(message);
});

test('look-ups without a value are named, with what to do', async () => {
  const outdir = synthesized((app) => {
    const env = { account: '123456789012', region: 'us-east-1' };
    Vpc.fromLookup(new Stack(app, 'Shop', { env }), 'Vpc', { vpcId: 'vpc-1' });
    Vpc.fromLookup(new Stack(new Stage(app, 'Stage', { env }), 'Shop'), 'Vpc', { vpcId: 'vpc-1' });
  });
  const key = 'vpc-provider:account=123456789012:filter.vpc-id=vpc-1:region=us-east-1:returnAsymmetricSubnets=true';
  expect(missingLookups(outdir)).toEqual([key]);
  const progress: string[] = [];
  await LocalStack.start({ assembly: outdir, onProgress: (line) => progress.push(line) }).catch(() => undefined);
  expect(progress.filter((line) => line.includes(key))).toEqual([expect.stringMatching(/^values that the app looks up in an AWS account are placeholders here .*run "npx cdk synth" once/)]);
});
