import { FunctionProperties, functionConfiguration } from './function-configuration';
import { Inspector } from './inspector';
import { LambdaFunction } from './lambda-function';
import { layerFolders } from './layers';
import { Permissions } from './permissions';
import { Surroundings } from './process-environment';
import { QualifiedFunction } from './qualified-function';
import { Stack } from '../cloudformation/stack';
import { AccessKeys } from '../iam/access-keys';
import { RoleSession } from '../iam/role-session';
import { Roles } from '../iam/roles';
import { InFlight } from '../machine/in-flight';
import { Lifetime } from '../machine/lifetime';
import { LogEntry } from '../observation/trace';

interface LambdaServiceOptions {
  readonly stacks: Stack[];
  readonly surroundings: Surroundings;
  readonly accessKeys: AccessKeys;
  readonly roles: Roles;
  readonly lifetime: Lifetime;
  readonly inFlight: InFlight;
  /** By the ARN of the function that is debugged. */
  readonly inspectors: ReadonlyMap<string, Inspector>;
  readonly onLog: (entry: LogEntry) => void;
  readonly onProgress: (line: string) => void;
}

const LATEST = '$LATEST';

/** The assembly has no such function. */
export class FunctionNotFound extends Error {}

/** The functions in the assembly, by ARN. */
export class LambdaService {
  readonly permissions: Permissions;
  readonly roles: Roles;
  /** By ARN and version. */
  private readonly functions = new Map<string, LambdaFunction>();
  private inlineFolder?: string;

  constructor(private readonly options: LambdaServiceOptions) {
    this.permissions = new Permissions(options.stacks, options.onProgress);
    this.roles = options.roles;
  }

  /** Finds a function by its ARN, with or without a version or an alias; throws if it cannot run here. */
  find(arn: string): QualifiedFunction {
    const [unqualified, qualifier] = [arn.split(':').slice(0, 7).join(':'), arn.split(':')[7]];
    const version = qualifier === undefined || qualifier === LATEST ? LATEST : this.version(arn);
    const key = `${unqualified}:${version}`;
    const known = this.functions.get(key) ?? this.create(unqualified, version);
    this.functions.set(key, known);
    return new QualifiedFunction(known, arn, version);
  }

  /** Starts one environment of each function that was found. */
  async warm(): Promise<void> {
    await Promise.all([...this.functions.values()].map(async (lambdaFunction) => lambdaFunction.warm()));
  }

  /** The version that a qualified ARN names: the version itself, or the one of an alias. */
  private version(arn: string): string {
    const published = this.options.stacks
      .flatMap((stack) => stack.resources<{ FunctionVersion?: string }>('AWS::Lambda::Version', 'AWS::Lambda::Alias'))
      .find(({ physicalId }) => physicalId === arn);
    if (!published) {
      throw new FunctionNotFound(`there is no version or alias ${arn} in the assembly`);
    }
    return published.properties.FunctionVersion ?? arn.split(':')[7];
  }

  private create(arn: string, version: string): LambdaFunction {
    const { accessKeys, inFlight, inspectors, lifetime, onLog, roles, stacks, surroundings } = this.options;
    for (const stack of stacks) {
      const resource = stack.resources<FunctionProperties>('AWS::Lambda::Function').find((candidate) => candidate.arn === arn);
      if (!resource) {
        continue;
      }
      const { logicalId } = resource;
      const onLine = (line: string) => onLog({ logicalId, line });
      const layers = layerFolders(stacks, resource.properties.Layers, (layer) => onLine(`runs without the layer ${layer}, whose code is not a folder of the app`));
      const configuration = functionConfiguration(stack, resource, () => this.inlineFolder ??= lifetime.temporaryFolder('inline-code'), layers, version);
      const role = roles.find(configuration.role);
      return new LambdaFunction(configuration, {
        surroundings,
        accessKeys,
        lifetime,
        inFlight,
        // Only one of its versions: they would wait for each other's port.
        inspector: [...this.functions.keys()].some((key) => key.startsWith(`${arn}:`)) ? undefined : inspectors.get(arn),
        onLine,
        session: (onDecision) => new RoleSession(role, configuration.functionName, { functionArn: arn, logicalId, onDecision }),
      });
    }
    throw new FunctionNotFound(`there is no function ${arn} in the assembly`);
  }
}
