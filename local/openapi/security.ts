import { ApiDefinition, DefinedAuthorizer } from './api-definition';
import { Method } from '../api-gateway/routes';

type Requirement = Record<string, string[]>;

const SIGV4 = 'sigv4';
const API_KEY = 'api_key';
const IN_HEADER = { type: 'apiKey', in: 'header' };

/** Stands for the sources of an identity that are not exactly one header. */
const UNUSED = 'Unused';

const AUTH_TYPES: Record<string, string> = { COGNITO_USER_POOLS: 'cognito_user_pools', REQUEST: 'custom', TOKEN: 'custom' };

/** The security schemes of an API's methods. */
export function securitySchemes(definition: ApiDefinition): Record<string, unknown> {
  const named = new Set(definition.methods.flatMap((method) => security(definition, method)).flatMap(Object.keys));
  return {
    ...named.has(SIGV4) && { [SIGV4]: { ...IN_HEADER, 'name': 'Authorization', 'x-amazon-apigateway-authtype': 'awsSigv4' } },
    ...named.has(API_KEY) && { [API_KEY]: { ...IN_HEADER, name: 'x-api-key' } },
    ...Object.fromEntries([...definition.authorizers].map(([id, authorizer]) => [definition.authorizerName(id), scheme(authorizer)])),
  };
}

/** The security requirements of a method; none if everybody may call it. */
export function security(definition: ApiDefinition, method: Method): Requirement[] {
  const { ApiKeyRequired, AuthorizationScopes = [], AuthorizationType, AuthorizerId } = method;
  return [
    ...AuthorizationType === 'AWS_IAM' ? [{ [SIGV4]: [] }] : [],
    ...AuthorizerId === undefined ? [] : [{ [definition.authorizerName(AuthorizerId)]: AuthorizationScopes }],
    ...String(ApiKeyRequired) === 'true' ? [{ [API_KEY]: [] }] : [],
  ];
}

/** The header in which an authorizer expects the identity; undefined if it is elsewhere, or in several places. */
export function identityHeader({ IdentitySource = 'method.request.header.Authorization' }: DefinedAuthorizer): string | undefined {
  return /^method\.request\.header\.([^,\s]+)$/.exec(IdentitySource.trim())?.[1];
}

function scheme(authorizer: DefinedAuthorizer): Record<string, unknown> {
  const {
    AuthorizerCredentials, AuthorizerResultTtlInSeconds, AuthorizerUri, IdentitySource, IdentityValidationExpression, ProviderARNs, Type,
  } = authorizer;
  return {
    ...IN_HEADER,
    'name': identityHeader(authorizer) ?? UNUSED,
    'x-amazon-apigateway-authtype': AUTH_TYPES[Type],
    'x-amazon-apigateway-authorizer': {
      type: Type.toLowerCase(),
      providerARNs: ProviderARNs,
      authorizerUri: AuthorizerUri,
      authorizerCredentials: AuthorizerCredentials,
      authorizerResultTtlInSeconds: AuthorizerResultTtlInSeconds === undefined ? undefined : Number(AuthorizerResultTtlInSeconds),
      identitySource: Type === 'REQUEST' ? IdentitySource : undefined,
      identityValidationExpression: IdentityValidationExpression,
    },
  };
}
