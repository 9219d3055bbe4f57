import { LocalApi } from './api-gateway/local-api';
import { Method, Route, routes } from './api-gateway/routes';
import { Stack } from './cloudformation/stack';
import { AccessKeys } from './iam/access-keys';
import { TemporaryCredentials } from './iam/credentials';
import { INVOKE } from './iam/security-token-service';

/** A signed request that the policies of a role allow. */
export interface SignedCall {
  readonly api: LocalApi;
  readonly region: string;
  readonly method: string;
  /** Without a leading slash. */
  readonly path: string;
}

const FIRST = ['GET', 'ANY'];

/** A request to a method with IAM authorization, for an API that credentials may call. */
export function signedCall(
  { accessKeyId }: TemporaryCredentials, apis: readonly LocalApi[], stacks: readonly Stack[], keys: AccessKeys,
): SignedCall | undefined {
  const { session } = keys.find(accessKeyId)!;
  for (const api of apis) {
    const stack = stacks.find(({ name }) => name === api.stackName)!;
    const { account, region } = stack;
    const apiId = stack.physicalId(api.logicalId);
    const stage = stack.resources<{ RestApiId: string; StageName: string }>('AWS::ApiGateway::Stage')
      .find(({ properties }) => properties.RestApiId === apiId)?.properties.StageName;
    for (const [route, { HttpMethod }] of signed(routes(stack, apiId, stack.getAtt(api.logicalId, 'RootResourceId')))) {
      const method = HttpMethod === 'ANY' ? 'GET' : HttpMethod;
      // Not the id of a Cognito identity: curl 7 cannot sign a colon in a path.
      const path = route.resourcePath.slice(1).replace(/\{[^}]+\}/g, 'alice');
      const arn = `arn:aws:execute-api:${region}:${account}:${apiId}/${stage}/${method}/${path}`;
      if (session.refusal(INVOKE, arn, {}, () => undefined) === undefined) {
        return { api, region, method, path };
      }
    }
  }
  return undefined;
}

/** The methods with IAM authorization, those that only read first. */
function signed(all: readonly Route[]): [Route, Method][] {
  return all
    .flatMap((route) => [...route.methods.values()].map((method): [Route, Method] => [route, method]))
    .filter(([, { AuthorizationType }]) => AuthorizationType === 'AWS_IAM')
    .sort(([, left], [, right]) => Number(FIRST.includes(right.HttpMethod)) - Number(FIRST.includes(left.HttpMethod)));
}
