import { Exchange } from './exchange';
import { ApiFault } from './gateway-error';
import { Context, mapParameter } from './mapping';
import { Integration } from './routes';

/** The parameters of a request to an endpoint, by location. */
export interface IntegrationParameters {
  readonly header: Record<string, string>;
  readonly path: Record<string, string>;
  readonly querystring: Record<string, string>;
}

/** Header fields that a mapping must not set, by the kind of the endpoint. */
const RESERVED = ['content-length', 'transfer-encoding', 'x-amzn-apigateway-api-id', 'x-amzn-trace-id'];
const RESERVED_FOR_AWS = [...RESERVED, 'authorization', 'connection', 'expect', 'proxy-authenticate', 'te'];

/** The parameters that an integration maps from the request; a parameter without a value is left out. */
export function integrationParameters(
  { RequestParameters = {}, Type }: Integration, exchange: Exchange, context: Context,
): IntegrationParameters {
  const parameters: Record<string, Record<string, string>> = { header: {}, path: {}, querystring: {} };
  for (const [target, source] of Object.entries(RequestParameters)) {
    const [, location, name] = /^integration\.request\.(\w+)\.(.+)$/s.exec(target) ?? [];
    const value = mapParameter(source, exchange, context);
    if (value !== '' && parameters[location]) {
      parameters[location][name] = value;
    }
  }
  const reserved = Type.startsWith('AWS') ? RESERVED_FOR_AWS : RESERVED;
  const refused = Object.keys(parameters.header).find((name) => reserved.includes(name.toLowerCase()));
  if (refused !== undefined) {
    throw new ApiFault('API_CONFIGURATION_ERROR', `the integration maps the header ${refused}, which API Gateway reserves`);
  }
  return parameters as unknown as IntegrationParameters;
}
