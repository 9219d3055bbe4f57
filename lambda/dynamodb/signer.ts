import { SignatureV4 } from '@smithy/signature-v4';
import { Sha256 } from './sha256';

/** The signer of the SDK. Its credentials come from the environment of the function: the SDK's chain of providers is not needed. */
export const signer = new SignatureV4({
  service: 'dynamodb',
  region: process.env.AWS_REGION!,
  credentials: {
    accessKeyId: process.env.AWS_ACCESS_KEY_ID!,
    secretAccessKey: process.env.AWS_SECRET_ACCESS_KEY!,
    sessionToken: process.env.AWS_SESSION_TOKEN,
  },
  sha256: Sha256,
});
