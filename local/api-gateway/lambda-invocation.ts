import { Exchange } from './exchange';
import { ApiFault, GatewayError } from './gateway-error';
import { timeoutOf } from './integration-timeout';
import { LambdaTarget } from './lambda-target';
import { Integration, invokedPath } from './routes';
import { InvokeResponse } from '../lambda/execution-environment';
import { MAX_PAYLOAD_BYTES } from '../lambda/lambda-function';

/** Invokes the function of an integration and waits for its result. */
export async function invokeFunction(
  target: LambdaTarget, payload: string, integration: Integration, exchange: Exchange,
): Promise<InvokeResponse> {
  assertInvocable(target, payload, exchange);
  const startedAt = performance.now();
  const answer = await target.invoke(payload, timeoutOf(integration), exchange.trace);
  exchange.requestContext.integrationLatency = Math.round(performance.now() - startedAt);
  if (!answer) {
    throw new GatewayError('INTEGRATION_TIMEOUT');
  }
  exchange.requestContext.integrationStatus = answer.throttled ? 429 : 200;
  if (answer.throttled) {
    throw new ApiFault('INTEGRATION_FAILURE', 'the reserved concurrency of the function is exhausted');
  }
  return answer;
}

/** Throws unless API Gateway may invoke the function with the payload. */
export function assertInvocable(target: LambdaTarget, payload: string, exchange: Exchange): void {
  exchange.trace.functionId = target.functionId;
  if (Buffer.byteLength(payload) > MAX_PAYLOAD_BYTES) {
    throw new GatewayError('REQUEST_TOO_LARGE');
  }
  const refusal = target.refusal(sourceArn(exchange));
  if (refusal) {
    throw new ApiFault('API_CONFIGURATION_ERROR', refusal);
  }
}

/** The source ARN that a function's permissions are compared with: it has the called path, without a slash at the end. */
function sourceArn({ match, methodArn }: Exchange): string {
  return `${methodArn.split('/').slice(0, 3).join('/')}${match ? invokedPath(match) : '/'}`;
}
