import { CfnResource, Stack } from 'aws-cdk-lib';
import { IRestApi } from 'aws-cdk-lib/aws-apigateway';
import { renderedProperties } from '../cdk/cfn-resources';

/** Whether a resource belongs to an API, or is the API. Different tokens can be the same id, which takes time to find out. */
export function belongsTo(api: IRestApi): (resource: CfnResource) => boolean {
  const stack = Stack.of(api);
  const resolved = (id: unknown) => JSON.stringify(stack.resolve(id));
  const known = new Map<unknown, boolean>();
  const isSame = (id: unknown): boolean => {
    const same = known.get(id) ?? resolved(id) === resolved(api.restApiId);
    known.set(id, same);
    return same;
  };
  return (resource) => {
    const id = apiIdOf(resource);
    return id === api.restApiId || (Stack.of(resource) === stack && isSame(id));
  };
}

function apiIdOf(resource: CfnResource): unknown {
  return resource.cfnResourceType === 'AWS::ApiGateway::RestApi'
    ? resource.ref
    : (resource as CfnResource & { restApiId?: string }).restApiId ?? renderedProperties(resource).RestApiId;
}
