import { Template } from 'aws-cdk-lib/assertions';

/** The properties of a template's methods, by `METHOD path`. */
export function methods(template: Template): Record<string, any> {
  const resources = template.findResources('AWS::ApiGateway::Resource');
  const path = (id?: string): string => {
    if (id === undefined) {
      return '';
    }
    const { ParentId, PathPart } = resources[id].Properties;
    return `${path(ParentId.Ref)}/${PathPart}`;
  };
  return Object.fromEntries(Object.values(template.findResources('AWS::ApiGateway::Method')).map(({ Properties }) =>
    [`${Properties.HttpMethod} ${path(Properties.ResourceId.Ref) || '/'}`, Properties]));
}

/** The methods of a template with their authorization. */
export function routes(template: Template): Record<string, string> {
  return Object.fromEntries(Object.entries(methods(template)).map(([route, { AuthorizationType }]) => [route, AuthorizationType]));
}
