import { Exchange } from './exchange';
import { GatewayError, GatewayResponseType } from './gateway-responses';
import { Method } from './routes';

type Authorize = (exchange: Exchange) => void;

/** Not verified yet, so refused: with `unauthenticated` as long as the caller shows no credentials at all. */
function refuse(unauthenticated: GatewayResponseType): Authorize {
  return ({ request }) => {
    throw new GatewayError(request.headers.get('Authorization') ? 'ACCESS_DENIED' : unauthenticated);
  };
}

/** How each AuthorizationType is decided. */
const authorizers: Record<string, Authorize> = {
  NONE: () => undefined,
  AWS_IAM: refuse('MISSING_AUTHENTICATION_TOKEN'),
  COGNITO_USER_POOLS: refuse('UNAUTHORIZED'),
  CUSTOM: refuse('UNAUTHORIZED'),
};

/** Throws unless the request may use the method; an unknown AuthorizationType lets nobody in. */
export function authorize({ AuthorizationType, ApiKeyRequired }: Method, exchange: Exchange): void {
  (authorizers[AuthorizationType ?? 'NONE'] ?? refuse('UNAUTHORIZED'))(exchange);
  if (isTrue(ApiKeyRequired)) throw new GatewayError('INVALID_API_KEY');
}

/** Whether a method refuses everybody here because its authorization is not verified. */
export function refusesEverybody({ AuthorizationType, ApiKeyRequired }: Method): boolean {
  return (AuthorizationType ?? 'NONE') !== 'NONE' || isTrue(ApiKeyRequired);
}

function isTrue(value: boolean | string | undefined): boolean {
  return String(value) === 'true';
}
