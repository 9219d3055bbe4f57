import { AwsJson1_0Protocol } from '@aws-sdk/core/protocols';
import { HttpRequest } from '@smithy/core/protocols';
import { TypeRegistry } from '@smithy/core/schema';
import { fromBase64, fromUtf8, toBase64, toUtf8 } from '@smithy/core/serde';
import { MetadataBearer, StaticOperationSchema } from '@smithy/types';
import { correctClock, now } from './clock';
import { ENDPOINT } from './endpoint';
import { Exchange } from './exchange';
import { signer } from './signer';

const NAMESPACE = 'com.amazonaws.dynamodb';

const protocol = new AwsJson1_0Protocol({
  defaultNamespace: NAMESPACE,
  serviceTarget: 'DynamoDB_20120810',
  errorTypeRegistries: [TypeRegistry.for(NAMESPACE)],
});

const CONTEXT = {
  endpoint: async () => ENDPOINT,
  base64Decoder: fromBase64,
  base64Encoder: toBase64,
  utf8Decoder: fromUtf8,
  utf8Encoder: toUtf8,
  // The body is already read.
  streamCollector: async (body: Uint8Array) => body,
};

/**
 * An operation of DynamoDB, made of the parts of the SDK that it needs: protocol, signature and errors. The SDK's client has middleware
 * that no function needs, and takes longer than all of these.
 */
export function operation<Input extends object, Output extends MetadataBearer>(
  [, namespace, name, traits, input, output]: StaticOperationSchema,
) {
  const schema = { namespace, name, traits, input, output };
  return async (given: Input, exchanged: Exchange): Promise<Output> => {
    const request = await protocol.serializeRequest(schema, given, CONTEXT) as HttpRequest;
    Object.assign(request.headers, { 'host': ENDPOINT.host, 'content-length': `${Buffer.byteLength(request.body)}` });
    const signingDate = now();
    const response = await exchanged(await signer.sign(request, { signingDate }) as HttpRequest);
    return protocol.deserializeResponse<Output>(schema, CONTEXT, response).catch((error: Error & Partial<MetadataBearer>) => {
      const clockSkewCorrected = correctClock(error.name, signingDate, response.headers.date);
      // DynamoDB's own errors have more metadata; a response of anything else only has its status.
      throw Object.assign(error, { $metadata: { httpStatusCode: response.statusCode, ...error.$metadata, clockSkewCorrected } });
    });
  };
}
