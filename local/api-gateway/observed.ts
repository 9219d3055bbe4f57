import { Exchange } from './exchange';
import { HttpResponse } from './http';
import { ObservedRequest } from '../observation/observed-request';

/** The observation of an exchange with its response. */
export function observed(
  { request, requestContext, trace }: Exchange,
  response: HttpResponse,
  milliseconds: number,
  api: Pick<ObservedRequest, 'apiId' | 'stackName'>,
): ObservedRequest {
  const { error, requestId, requestTimeEpoch, resourcePath, stage } = requestContext;
  return {
    ...api,
    requestId,
    time: requestTimeEpoch,
    milliseconds,
    stage,
    method: request.method,
    path: request.path,
    query: request.query,
    resourcePath: resourcePath ?? undefined,
    functionId: trace.functionId,
    status: response.statusCode,
    ...error && { gatewayResponse: { type: error.responseType, reason: error.validationErrorString || error.message } },
    decisions: trace.decisions,
    log: trace.log,
    request: { headers: request.headers.entries, body: request.body },
    response,
  };
}
