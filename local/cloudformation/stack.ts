import { SynthesizedStack } from './assembly';
import { References, resolve } from './intrinsics';
import { InvokeUrls, URL_SUFFIX } from './invoke-urls';
import { attribute, physicalId, PhysicalResource } from './physical-resource';
import { Output, Resource } from './template';

export interface StackResource<Properties> {
  readonly logicalId: string;
  readonly physicalId: string;
  readonly arn: string;
  readonly properties: Properties;
}

export interface StackOutput {
  readonly logicalId: string;
  readonly description?: string;
  readonly value: string;
}

interface CrossRegionExports {
  readonly exports: Record<string, unknown>;
}

/** A stack in the assembly. It resolves intrinsic functions as a deployment would. */
export class Stack implements References {
  static all(synthesized: SynthesizedStack[], invokeUrls: InvokeUrls): Stack[] {
    const stacks: Stack[] = [];
    stacks.push(...synthesized.map((stack) => new Stack(stack, stacks, invokeUrls)));
    return stacks;
  }

  readonly name: string;
  readonly region: string;
  readonly account: string;

  private constructor(
    readonly synthesized: SynthesizedStack,
    /** All stacks, including this one. */
    readonly assembly: readonly Stack[],
    private readonly invokeUrls: InvokeUrls,
  ) {
    ({ name: this.name, region: this.region, account: this.account } = synthesized);
  }

  /** The resources of the given types whose conditions are met. */
  resources<Properties>(...types: string[]): StackResource<Properties>[] {
    return Object.entries(this.synthesized.template.Resources ?? {})
      .filter(([, resource]) => types.includes(resource.Type) && this.isCreated(resource))
      .map(([logicalId, resource]) => this.stackResource(logicalId, resource));
  }

  outputs(onUnresolved: (problem: string) => void): StackOutput[] {
    return Object.entries(this.synthesized.template.Outputs ?? {})
      .filter(([, output]) => this.isCreated(output))
      .flatMap(([logicalId, output]) => {
        try {
          return [{ logicalId, description: output.Description, value: String(this.resolve(output.Value)) }];
        } catch (error) {
          onUnresolved(`output ${logicalId} of ${this.name} is omitted: ${(error as Error).message}`);
          return [];
        }
      });
  }

  has(logicalId: string): boolean {
    return Object.hasOwn(this.synthesized.template.Resources ?? {}, logicalId);
  }

  ref(name: string): string | undefined {
    const parameter = this.synthesized.template.Parameters?.[name];
    if (parameter) {
      return this.parameter(name, parameter);
    }
    if (Object.hasOwn(this.pseudoParameters, name)) {
      return this.pseudoParameters[name];
    }
    return this.physicalId(name);
  }

  physicalId(logicalId: string): string {
    return physicalId(this.resource(logicalId));
  }

  getAtt(logicalId: string, name: string): string {
    const resource = this.resource(logicalId);
    return resource.type === 'Custom::CrossRegionExportReader' ? this.crossRegionExport(name) : attribute(resource, name);
  }

  condition(name: string): boolean {
    const expression = this.synthesized.template.Conditions?.[name];
    if (expression === undefined) {
      throw new Error(`there is no condition ${name}`);
    }
    return resolve(expression, this) === true;
  }

  mapping(map: string, topKey: string, secondKey: string): unknown {
    const value = this.synthesized.template.Mappings?.[map]?.[topKey]?.[secondKey];
    if (value === undefined) {
      throw new Error(`there is no mapping ${map}.${topKey}.${secondKey}`);
    }
    return value;
  }

  importValue(name: string): unknown {
    for (const stack of this.assembly) {
      const output = Object.values(stack.synthesized.template.Outputs ?? {}).find(
        ({ Export }) => Export && stack.resolve(Export.Name) === name,
      );
      if (output) {
        return stack.resolve(output.Value);
      }
    }
    throw new Error(`no stack in the assembly exports ${name}`);
  }

  /** A value that the CDK's custom resources copy from a stack in another region. */
  private crossRegionExport(name: string): string {
    for (const stack of this.assembly) {
      const writers = Object.values(stack.synthesized.template.Resources ?? {}).filter(
        ({ Type }) => Type === 'Custom::CrossRegionExportWriter',
      );
      for (const { exports } of writers.map(({ Properties }) => Properties?.WriterProps as CrossRegionExports)) {
        if (Object.hasOwn(exports, name)) {
          return String(stack.resolve(exports[name]));
        }
      }
    }
    throw new Error(`no stack in the assembly writes the cross-region export ${name}`);
  }

  private get pseudoParameters(): Record<string, string | undefined> {
    return {
      'AWS::AccountId': this.account,
      'AWS::NoValue': undefined,
      'AWS::NotificationARNs': '',
      'AWS::Partition': 'aws',
      'AWS::Region': this.region,
      'AWS::StackId': `arn:aws:cloudformation:${this.region}:${this.account}:stack/${this.name}/local`,
      'AWS::StackName': this.name,
      'AWS::URLSuffix': URL_SUFFIX,
    };
  }

  private parameter(name: string, { Default: value }: { Default?: unknown }): string {
    if (value === undefined) {
      throw new Error(`the parameter ${name} has no default`);
    }
    return String(value);
  }

  private resource(logicalId: string): PhysicalResource {
    const resource = this.synthesized.template.Resources?.[logicalId];
    if (!resource) {
      throw new Error(`there is no resource or parameter ${logicalId}`);
    }
    return {
      type: resource.Type,
      logicalId,
      stackName: this.name,
      region: this.region,
      account: this.account,
      property: (name) => this.resolve(resource.Properties?.[name]),
    };
  }

  private resolve(value: unknown): unknown {
    return this.invokeUrls.localize(resolve(value, this));
  }

  private isCreated({ Condition: name }: Resource | Output): boolean {
    return name === undefined || this.condition(name);
  }

  // Properties are resolved when they are read: an unused one, such as a function's VPC, may be unresolvable here.
  private stackResource<Properties>(logicalId: string, resource: Resource): StackResource<Properties> {
    const named = <T>(read: () => T): T => {
      try {
        return read();
      } catch (error) {
        throw new Error(`${logicalId} in ${this.name}: ${(error as Error).message}`);
      }
    };
    const properties = {};
    for (const [name, value] of Object.entries(resource.Properties ?? {})) {
      let resolved: { value: unknown } | undefined;
      Object.defineProperty(properties, name, {
        enumerable: true,
        get: () => (resolved ??= { value: named(() => this.resolve(value)) }).value,
      });
    }
    return {
      logicalId,
      properties: properties as Properties,
      physicalId: named(() => this.physicalId(logicalId)),
      arn: named(() => this.getAtt(logicalId, 'Arn')),
    };
  }
}
