import { createRequire } from 'node:module';
import { join } from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SIGNING_VECTORS } from '../signing-vectors';

// A dependency of the local stack only.
const { SignatureV4 } = createRequire(join(__dirname, '../../local/package.json'))(
  '@smithy/signature-v4',
) as typeof import('@smithy/signature-v4');

const { sha256 } = new DynamoDBClient({ region: 'eu-west-1' }).config;
const credentials = {
  accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
  secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
  sessionToken: 'token',
};
const host = 'dynamodb.eu-west-1.amazonaws.com';

let sign: typeof import('../../bench/handlers/lean/sign').sign;

beforeAll(() => {
  Object.assign(process.env, {
    AWS_REGION: 'eu-west-1',
    AWS_ACCESS_KEY_ID: credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
    AWS_SESSION_TOKEN: credentials.sessionToken,
  });
  ({ sign } = jest.requireActual('../../bench/handlers/lean/sign'));
});

test.each(SIGNING_VECTORS)('a request without the SDK has the signature that AWS\'s signer gives it: %s %s', async (time, target, body) => {
  const date = new Date(time);
  const signer = new SignatureV4({ credentials, region: 'eu-west-1', service: 'dynamodb', sha256, applyChecksum: false });
  const request = { method: 'POST', protocol: 'https:', hostname: host, path: '/', headers: { host, 'x-amz-target': target }, body };
  expect(sign({ host, target, body, date })).toEqual((await signer.sign(request, { signingDate: date })).headers);
});
