import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { AllowedMethods, CachePolicy, OriginRequestPolicy } from 'aws-cdk-lib/aws-cloudfront';
import { LocalStack } from '../../local/local-stack';
import { Lifetime } from '../../local/machine/lifetime';
import '../bundle';
import { testCurl } from '../curl';
import { call } from '../http';
import { run } from '../run';

const ROOT = join(__dirname, '..', '..');
const ASSEMBLY = mkdtempSync(join(tmpdir(), 'existing-api-'));

const lifetime = new Lifetime();
let stack: LocalStack;
let ALICE: string;

async function shell(name: string): Promise<string> {
  const { value } = stack.outputs.find(({ logicalId }) => logicalId === name)!;
  return (await promisify(execFile)('sh', ['-c', value], { env: { ...process.env, ALICE } })).stdout;
}

beforeAll(async () => {
  run(ROOT, { ...process.env, CDK_OUTDIR: ASSEMBLY, TSX_TSCONFIG_PATH: 'tsconfig.dev.json' }, process.execPath, '--require', 'tsx/cjs', 'examples/existing-api/app.ts');
  stack = await LocalStack.start({ assembly: ASSEMBLY, lifetime });
  ALICE = await stack.issueToken({ sub: 'alice' });
});
afterAll(async () => {
  await lifetime.end();
  rmSync(ASSEMBLY, { recursive: true });
});

testCurl('the route that the API had stays open', async () => {
  expect(await shell('GetHours')).toMatch(/^HTTP\/1\.1 200 [^]*"opens": "09:00"/);
});

testCurl('the lines for notes work as they are printed', async () => {
  expect(await shell('CreateNote')).toMatch(/^HTTP\/1\.1 200 [^]*"noteId":"[0-9a-f-]{36}"/);
  expect(await shell('GetNote')).toMatch(/^HTTP\/1\.1 200 [^]*"content":"Buy milk"/);
  expect(await shell('ListNotes')).toMatch(/^HTTP\/1\.1 200 [^]*"snippet":"Buy milk"/);
});

test('notes need a token', async () => {
  expect((await call(stack.url, 'GET', '/notes/me')).status).toBe(401);
});

test('the distribution forwards every method and header but Host, and caches nothing', () => {
  const { Resources } = JSON.parse(readFileSync(join(ASSEMBLY, 'ExistingApi.template.json'), 'utf8'));
  const distribution = Object.values<{ Type: string; Properties: any }>(Resources).find(({ Type }) => Type === 'AWS::CloudFront::Distribution')!;
  expect(distribution.Properties.DistributionConfig.DefaultCacheBehavior).toMatchObject({
    AllowedMethods: AllowedMethods.ALLOW_ALL.methods,
    CachePolicyId: CachePolicy.CACHING_DISABLED.cachePolicyId,
    OriginRequestPolicyId: OriginRequestPolicy.ALL_VIEWER_EXCEPT_HOST_HEADER.originRequestPolicyId,
    ViewerProtocolPolicy: 'https-only',
  });
});
