import { stagesOf } from './stage';
import { Stack } from '../cloudformation/stack';

/** What paths of a host begin with, and the stage of an API that they lead to. */
export interface BasePath {
  readonly host: string;
  /** With a slash before each of its segments, so empty where it is all paths. */
  readonly prefix: string;
  readonly apiId: string;
  readonly stage: string;
  /** Whether the host is the API's own. */
  readonly isDefaultEndpoint?: boolean;
}

/** The properties of an AWS::ApiGateway::BasePathMapping or an AWS::ApiGatewayV2::ApiMapping. */
interface MappingProperties {
  readonly DomainName: string;
  readonly Stage?: string;
  readonly BasePath?: string;
  readonly RestApiId?: string;
  readonly ApiMappingKey?: string;
  readonly ApiId?: string;
}

/** How no base path and no stage are also written. */
const NONE = '(none)';

/** The base paths of a stack's domain names. */
export function mappedBasePaths(stack: Stack): BasePath[] {
  const mappings = stack.resources<MappingProperties>('AWS::ApiGateway::BasePathMapping', 'AWS::ApiGatewayV2::ApiMapping');
  return mappings.flatMap(({ properties }) => {
    const {
      ApiId = '',
      ApiMappingKey = NONE,
      BasePath: key = ApiMappingKey,
      DomainName: host,
      RestApiId: apiId = ApiId,
      Stage: stage = NONE,
    } = properties;
    const prefix = key === NONE || key === '' ? '' : `/${key}`;
    if (stage !== NONE) {
      return [{ host, prefix, apiId, stage }];
    }
    // Callers name the stage behind a base path that has none.
    return stagesOf(stack, apiId).map(({ StageName }) => ({ host, prefix: `${prefix}/${StageName}`, apiId, stage: StageName }));
  });
}

/** What is behind a base path; undefined of a path that does not begin with it. */
export function pathBehind({ prefix }: BasePath, path: string): string | undefined {
  if (!prefix) {
    return path;
  }
  return path === prefix || path.startsWith(`${prefix}/`) ? path.slice(prefix.length) || '/' : undefined;
}
