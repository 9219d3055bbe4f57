import { HttpRequest } from '@smithy/core/protocols';
import { SignatureV4 } from '@smithy/signature-v4';
import { Sha256 } from '../../../lambda/dynamodb/sha256';

const options = {
  service: 'dynamodb',
  region: process.env.AWS_REGION!,
  credentials: {
    accessKeyId: process.env.AWS_ACCESS_KEY_ID!,
    secretAccessKey: process.env.AWS_SECRET_ACCESS_KEY!,
    sessionToken: process.env.AWS_SESSION_TOKEN,
  },
  sha256: Sha256,
};

/** Replaces `lambda/dynamodb/signer.ts`: one for each request, as the SDK's client has it. */
export const signer = { sign: async (request: HttpRequest) => new SignatureV4(options).sign(request) };
