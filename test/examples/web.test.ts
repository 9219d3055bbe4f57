import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import '../bundle';
import { run } from '../run';

const ROOT = join(__dirname, '..', '..');
const EXAMPLE = join(ROOT, 'examples', 'web');
const ASSEMBLY = mkdtempSync(join(tmpdir(), 'web-'));

let template: Template;

beforeAll(() => {
  run(EXAMPLE, process.env, 'npm', 'run', 'build');
  const env = { ...process.env, CDK_OUTDIR: ASSEMBLY, TSX_TSCONFIG_PATH: join(ROOT, 'tsconfig.dev.json'), PATH: '' };
  // Without a PATH there is no Docker.
  run(EXAMPLE, env, process.execPath, '--require', 'tsx/cjs', 'app.ts');
  template = Template.fromJSON(JSON.parse(readFileSync(join(ASSEMBLY, 'Web.template.json'), 'utf8')));
});
afterAll(() => rmSync(ASSEMBLY, { recursive: true }));

test('only the distribution reads the bucket', () => {
  template.hasResourceProperties('AWS::S3::Bucket', {
    PublicAccessBlockConfiguration: { BlockPublicAcls: true, BlockPublicPolicy: true, IgnorePublicAcls: true, RestrictPublicBuckets: true },
  });
  template.hasResourceProperties('AWS::CloudFront::OriginAccessControl', { OriginAccessControlConfig: Match.objectLike({ SigningBehavior: 'always' }) });
  template.hasResourceProperties('AWS::S3::BucketPolicy', {
    PolicyDocument: { Statement: Match.arrayWith([Match.objectLike({ Action: 's3:GetObject', Principal: { Service: 'cloudfront.amazonaws.com' } })]) },
  });
});

test('the page may load and call only what it needs, and no other page may frame it', () => {
  template.hasResourceProperties('AWS::CloudFront::ResponseHeadersPolicy', {
    ResponseHeadersPolicyConfig: {
      SecurityHeadersConfig: {
        ContentSecurityPolicy: {
          ContentSecurityPolicy: {
            'Fn::Join': ['', Match.arrayWith([
              "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self' https://",
              Match.stringLikeRegexp("; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'$"),
            ])],
          },
        },
        ContentTypeOptions: { Override: true },
        FrameOptions: { FrameOption: 'DENY' },
        StrictTransportSecurity: { AccessControlMaxAgeSec: 31_536_000 },
      },
    },
  });
});

test('the API is behind the distribution of the page, so it allows no other origin', () => {
  template.hasResourceProperties('AWS::CloudFront::Distribution', {
    DistributionConfig: { CacheBehaviors: [Match.objectLike({ PathPattern: '/notes/*', ViewerProtocolPolicy: 'https-only' })] },
  });
  template.resourcePropertiesCountIs('AWS::ApiGateway::Method', { HttpMethod: 'OPTIONS' }, 0);
});

test('the page is a public client that gets its tokens by code', () => {
  template.hasResourceProperties('AWS::Cognito::UserPoolClient', {
    AllowedOAuthFlows: ['code'], AllowedOAuthFlowsUserPoolClient: true, GenerateSecret: Match.absent(),
  });
});

test('the code of the page takes less than 16 kB on the wire', () => {
  expect(gzipSync(readFileSync(join(EXAMPLE, 'dist', 'main.js'))).length).toBeLessThan(16_000);
});
