import { Endpoint } from './custom-integration';
import { HeaderList } from './http';
import { EndpointResponse } from './integration-response';
import { assertInvocable, invokeFunction } from './lambda-invocation';
import { LambdaTarget } from './lambda-target';
import { Integration } from './routes';

/** AWS with a function: the body is the event, and the error message of the function selects the integration response. */
export function lambdaEndpoint(integration: Integration, target: LambdaTarget): Endpoint {
  return async ({ body, parameters }, exchange) => {
    const payload = body.toString() || '{}';
    const problem = jsonProblem(payload);
    if (problem !== undefined) {
      return answer(400, { Type: 'User', message: `Could not parse request body into json: ${problem}` });
    }
    if (isAsynchronous(parameters.header)) {
      assertInvocable(target, payload, exchange);
      target.invokeLater(payload, exchange.trace);
      return answer(202);
    }
    const { functionError, payload: result } = await invokeFunction(target, payload, integration, exchange);
    return { ...answer(200), body: Buffer.from(result), selection: functionError ? errorMessage(result) : '' };
  };
}

function answer(statusCode: number, body?: object): EndpointResponse {
  return {
    statusCode,
    headers: new HeaderList(['Content-Type', 'application/json']),
    body: Buffer.from(body ? JSON.stringify(body) : ''),
    selection: '',
  };
}

function isAsynchronous(headers: Record<string, string>): boolean {
  return Object.entries(headers).some(([name, value]) => name.toLowerCase() === 'x-amz-invocation-type' && value === 'Event');
}

function errorMessage(payload: string): string {
  return String(JSON.parse(payload).errorMessage ?? '');
}

function jsonProblem(text: string): string | undefined {
  try {
    JSON.parse(text);
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}
