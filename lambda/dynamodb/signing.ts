import { Sha256 } from '@smithy/core/checksum';
import { HttpRequest } from '@smithy/core/protocols';
import { SignatureV4 } from '@smithy/signature-v4';
import { FinalizeHandler } from '@smithy/types';
import { credentials } from './credentials';

/** The SDK's own signer, once: the SDK would make one for each request. */
const signer = new SignatureV4({
  service: 'dynamodb',
  region: process.env.AWS_REGION!,
  credentials,
  sha256: Sha256,
});

/** Middleware: signs a request when nothing of it changes any more. */
export const signing = <Input extends object, Output extends object>(next: FinalizeHandler<Input, Output>): FinalizeHandler<Input, Output> =>
  async (args) => next({ ...args, request: await signer.sign(args.request as HttpRequest) });
