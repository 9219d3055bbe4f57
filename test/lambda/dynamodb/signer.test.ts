import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { HttpRequest } from '@smithy/core/protocols';
import type { SignatureV4 } from '@smithy/signature-v4';
import fc from 'fast-check';
import { Sha256 } from '../../../lambda/dynamodb/sha256';
import type * as Signer from '../../../lambda/dynamodb/signer';
import { SIGNING_VECTORS } from '../../signing-vectors';

const REGION = 'eu-west-1';
const credentials = {
  accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
  secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
  sessionToken: 'token',
};
const { sha256 } = new DynamoDBClient({ region: REGION }).config;
let sdkSigner: SignatureV4;
let signer: typeof Signer.signer;
beforeAll(() => {
  // Two copies of the SDK's signer, because one keeps the key of a day for all its instances.
  jest.isolateModules(() => {
    const copy: { SignatureV4: typeof SignatureV4 } = jest.requireActual('@smithy/signature-v4');
    sdkSigner = new copy.SignatureV4({ service: 'dynamodb', region: REGION, credentials, sha256 });
  });
  Object.assign(process.env, {
    AWS_REGION: REGION,
    AWS_ACCESS_KEY_ID: credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
    AWS_SESSION_TOKEN: credentials.sessionToken,
  });
  ({ signer } = jest.requireActual('../../../lambda/dynamodb/signer'));
});

async function expectSameSignature(signingDate: Date, target: string, body: string): Promise<void> {
  const host = `dynamodb.${REGION}.amazonaws.com`;
  const request = new HttpRequest({ method: 'POST', hostname: host, path: '/', headers: { host, 'x-amz-target': target }, body });
  const { headers } = await signer.sign(request, { signingDate });
  expect(headers.authorization).toMatch(/Signature=[0-9a-f]{64}$/);
  expect(headers).toEqual((await sdkSigner.sign(request, { signingDate })).headers);
}

test.each(SIGNING_VECTORS)('a request has the signature that the SDK\'s own hash gives it: %s %s', (time, target, body) =>
  expectSameSignature(new Date(time), target, body));

test('so have 500 random requests, on several days', async () => {
  const days = { min: new Date('2026-01-01'), max: new Date('2026-01-20'), noInvalidDate: true };
  await fc.assert(
    fc.asyncProperty(fc.date(days), fc.stringMatching(/^\w{1,40}$/), fc.string({ unit: 'binary', maxLength: 500 }), expectSameSignature),
    { numRuns: 500 },
  );
});

test('a hash is not used twice', () => {
  expect(() => new Sha256().reset()).toThrow('the signer makes a new one for each hash');
});

test('requests that are signed at once have their own signatures', async () => {
  await Promise.all(SIGNING_VECTORS.map(([time, target, body]) => expectSameSignature(new Date(time), target, body)));
});
