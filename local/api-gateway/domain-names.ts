import { BasePath, mappedBasePaths } from './base-path';
import { Stack } from '../cloudformation/stack';

/** The custom domain names in an app's templates. */
interface CustomDomains {
  readonly names: string[];
  readonly basePaths: BasePath[];
}

const TYPES = ['AWS::ApiGateway::DomainName', 'AWS::ApiGatewayV2::DomainName'];

/** Reads the custom domain names in the assembly. If those of a stack cannot be resolved, the rest is still served. */
export function customDomains(stacks: readonly Stack[], onProgress: (line: string) => void): CustomDomains {
  const read = stacks.map((stack): CustomDomains => {
    try {
      const basePaths = mappedBasePaths(stack);
      return { basePaths, names: [...stack.resources(...TYPES).map(({ physicalId }) => physicalId), ...basePaths.map(({ host }) => host)] };
    } catch (error) {
      onProgress(`the domain names of ${stack.name} are not served: ${(error as Error).message}`);
      return { names: [], basePaths: [] };
    }
  });
  return { names: read.flatMap(({ names }) => names), basePaths: read.flatMap(({ basePaths }) => basePaths) };
}

/** The base paths of each host: of custom domain names and of the APIs' default endpoints. */
export class DomainNames {
  private readonly byHost: ReadonlyMap<string, BasePath[]>;

  constructor(custom: CustomDomains, defaultEndpoints: readonly BasePath[]) {
    const basePaths = [...custom.basePaths, ...defaultEndpoints].sort((left, right) => right.prefix.length - left.prefix.length);
    const names = [...custom.names, ...defaultEndpoints.map(({ host }) => host)];
    this.byHost = new Map(names.map((name) => [name, basePaths.filter(({ host }) => host === name)]));
  }

  /** The base paths of a host, or of the wildcard name that matches it; the longest first. */
  basePaths(host: string): BasePath[] | undefined {
    const name = host.toLowerCase();
    return this.byHost.get(name) ?? this.byHost.get(name.replace(/^[^.]+/, '*'));
  }
}
