import { stagesOf } from './stage';
import { Stack } from '../cloudformation/stack';

/** A path prefix of a host, and the stage of an API that it is mapped to. */
export interface BasePath {
  readonly host: string;
  /** With a slash before each segment; empty if it matches every path. */
  readonly prefix: string;
  readonly apiId: string;
  readonly stage: string;
  /** Whether the host is the API's default endpoint. */
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

/** The name for no base path, and for no stage. */
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
    // Without a stage in the mapping, the caller puts it after the base path.
    return stagesOf(stack, apiId).map(({ StageName }) => ({ host, prefix: `${prefix}/${StageName}`, apiId, stage: StageName }));
  });
}

/** The rest of a path after a base path; undefined if the path does not start with it. */
export function pathBehind({ prefix }: BasePath, path: string): string | undefined {
  if (!prefix) {
    return path;
  }
  return path === prefix || path.startsWith(`${prefix}/`) ? path.slice(prefix.length) || '/' : undefined;
}
