import { BinaryMediaTypes } from './binary-media-types';
import { Exchange } from './exchange';
import { proxyEvent } from './proxy-event';

type AuthorizerEvent = (identity: string[], exchange: Exchange) => object;

const NO_BINARY = new BinaryMediaTypes();

/** The event that a Lambda authorizer receives, by its Type. */
export const AUTHORIZER_EVENTS: Record<string, AuthorizerEvent> = {
  TOKEN: ([authorizationToken], { methodArn }) => ({ type: 'TOKEN', methodArn, authorizationToken }),
  REQUEST: (_identity, exchange) => {
    const { body, isBase64Encoded, ...request } = proxyEvent(exchange, NO_BINARY);
    // Unlike a proxy event, it has empty maps instead of null.
    const maps = ['queryStringParameters', 'multiValueQueryStringParameters', 'pathParameters', 'stageVariables'] as const;
    return {
      type: 'REQUEST',
      methodArn: exchange.methodArn,
      ...request,
      ...Object.fromEntries(maps.map((name) => [name, request[name] ?? {}])),
    };
  },
};
