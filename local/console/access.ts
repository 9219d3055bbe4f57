import { Callers } from './callers';
import { ConsoleApp } from './console-app';
import { apiPolicy } from '../api-gateway/api-policy';
import { HeaderList } from '../api-gateway/http';
import { requestKeys } from '../api-gateway/invocation';
import { Method } from '../api-gateway/routes';
import { INVOKE } from '../iam/security-token-service';
import { ApiDefinition } from '../openapi/api-definition';
import { identityHeader } from '../openapi/security';

/** Who may call a method. */
export interface Access {
  readonly kind: 'open' | 'iam' | 'cognito' | 'lambda' | 'nobody';
  readonly words: string;
  /** The ids of the console's callers that may call it. */
  readonly callers: string[];
  /** The header that an authorizer reads. */
  readonly header?: string;
  readonly apiKeyRequired: boolean;
}

type Described = Pick<Access, 'kind' | 'words' | 'callers' | 'header'>;
type Describe = (definition: ApiDefinition, method: Method, path: string, callers: Callers, app: ConsoleApp) => Described;

const BY_TYPE: Record<string, Describe> = {
  NONE: ({ properties }) => ({
    kind: 'open',
    words: properties.Policy ? 'Everyone that the resource policy of the API allows' : 'Everybody',
    callers: [],
  }),
  AWS_IAM: (definition, method, path, callers) => {
    const allowed = callers.roles().filter(({ id }) => mayInvoke(definition, method, path, callers, id));
    const names = allowed.map(({ name }) => name).join(', ');
    return { kind: 'iam', words: names ? `IAM: ${names}` : 'IAM: no role of the app', callers: allowed.map(({ id }) => id) };
  },
  COGNITO_USER_POOLS: (definition, { AuthorizationScopes: scopes = [], AuthorizerId = '' }, _path, callers) => {
    const authorizer = definition.authorizers.get(AuthorizerId);
    const users = callers.users().filter(({ userPool }) => authorizer?.ProviderARNs?.includes(userPool));
    const pools = [...new Set(users.map(({ pool }) => pool))].join(', ');
    return {
      kind: 'cognito',
      words: scopes.length ? `Cognito: access token of ${pools} with ${scopes.join(' or ')}` : `Cognito: ID token of ${pools}`,
      callers: users.map(({ id }) => id),
      header: authorizer && identityHeader(authorizer),
    };
  },
  CUSTOM: (definition, { AuthorizerId = '' }, _path, _callers, { stacks }) => {
    const authorizer = definition.authorizers.get(AuthorizerId);
    const arn = /functions\/(.+)\/invocations$/.exec(authorizer?.AuthorizerUri ?? '')?.[1];
    const { logicalId } = stacks.flatMap((stack) => stack.resources('AWS::Lambda::Function')).find((resource) => resource.arn === arn) ?? {};
    return {
      kind: 'lambda',
      words: `Lambda authorizer: ${logicalId ?? definition.authorizerName(AuthorizerId)} decides by ${authorizer?.IdentitySource ?? 'the request'}`,
      callers: [],
      header: authorizer && identityHeader(authorizer),
    };
  },
};

export function accessTo(
  definition: ApiDefinition, method: Method, path: string, callers: Callers, app: ConsoleApp,
): Access {
  const describe = BY_TYPE[method.AuthorizationType ?? 'NONE'];
  return {
    ...describe?.(definition, method, path, callers, app) ?? { kind: 'nobody', words: 'Nobody: the type of authorization is unknown', callers: [] },
    apiKeyRequired: String(method.ApiKeyRequired) === 'true',
  };
}

/** Whether a role may call the method with some path: with any value, or with the id of its identity. */
function mayInvoke(
  { api, properties, stack, stageName }: ApiDefinition, { HttpMethod }: Method, path: string, callers: Callers, id: string,
): boolean {
  const session = callers.session(id);
  const apiArn = `arn:aws:execute-api:${stack.region}:${stack.account}:${api.physicalId}`;
  const policy = properties.Policy && apiPolicy(properties.Policy, apiArn);
  const request = { headers: new HeaderList([]), sourceIp: '127.0.0.1' };
  return [path, path.replace(/\{[^}]+\}/, session.cognitoIdentity?.id ?? session.userId)].some((calledPath) => {
    const methodArn = `${apiArn}/${stageName}/${HttpMethod}${calledPath}`;
    return session.refusal(INVOKE, methodArn, requestKeys({ methodArn, request }), () => undefined, policy) === undefined;
  });
}
