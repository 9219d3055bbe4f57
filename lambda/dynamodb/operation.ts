import { hash } from 'node:crypto';
import { HttpRequest } from '@smithy/core/protocols';
import { outputOf } from './answer';
import { correctClock, now } from './clock';
import { ENDPOINT } from './endpoint';
import { Exchange } from './exchange';
import { signer } from './signer';

const { host, ...TO } = ENDPOINT;

/**
 * An operation of DynamoDB by its JSON protocol, with the types, the signer and the errors of the SDK. The functions already send and
 * receive values in the form of the protocol: the SDK's client and its schemas would take longer than everything else, and change nothing.
 */
export function operation<Input extends object, Output>(name: string) {
  return async (input: Input, exchanged: Exchange): Promise<Output> => {
    const body = JSON.stringify(input);
    const headers = {
      'host': host,
      'content-type': 'application/x-amz-json-1.0',
      'x-amz-target': `DynamoDB_20120810.${name}`,
      // The signer would hash the body itself, in more steps.
      'x-amz-content-sha256': hash('sha256', body),
    };
    const signingDate = now();
    const request = await signer.sign(new HttpRequest({ method: 'POST', ...TO, headers, body }), { signingDate }) as HttpRequest;
    const response = await exchanged(request);
    try {
      return outputOf<Output>(response);
    } catch (error) {
      const { name: errorName, $metadata } = error as Error & { $metadata?: object };
      const clockSkewCorrected = correctClock(errorName, signingDate, response.headers.date);
      throw Object.assign(error as Error, { $metadata: { httpStatusCode: response.statusCode, ...$metadata, clockSkewCorrected } });
    }
  };
}
