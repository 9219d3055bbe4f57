import { SynthesizedStack } from './assembly';
import { withDynamicReferences } from './dynamic-references';
import { References, resolve } from './intrinsics';
import { InvokeUrls, URL_SUFFIX } from './invoke-urls';
import { nestedTemplate } from './nested-template';
import { attribute, physicalId, PhysicalResource } from './physical-resource';
import { Output, Parameter, Resource } from './template';
import { UnknownValue, withPlaceholders } from './unknown-value';

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

interface NestedStackProperties {
  readonly TemplateURL: string;
  readonly Parameters?: Record<string, unknown>;
}

interface SsmParameterProperties {
  readonly Value: string;
}

/** The resource in its parent stack that a nested stack belongs to. */
interface Parent {
  readonly stack: Stack;
  readonly properties: NestedStackProperties;
}

const NESTED_STACK = 'AWS::CloudFormation::Stack';

/** A stack in the assembly. It resolves intrinsic functions as a deployment would, and throws for a value that is unknown. */
export class Stack implements References {
  /** The stacks of the assembly, each followed by its nested stacks. `onUnknown` receives each value that a placeholder replaces. */
  static all(synthesized: SynthesizedStack[], invokeUrls: InvokeUrls, onUnknown: (line: string) => void = () => undefined): Stack[] {
    const stacks: Stack[] = [];
    for (const stack of synthesized) {
      new Stack(stack, stacks, invokeUrls, onUnknown).join();
    }
    return stacks;
  }

  readonly name: string;
  readonly region: string;
  readonly account: string;
  private readonly nested = new Map<string, Stack>();
  /** Resolves an unknown value to a placeholder. */
  private readonly lenient: References;

  private constructor(
    readonly synthesized: SynthesizedStack,
    /** All stacks, including this one. */
    readonly assembly: Stack[],
    private readonly invokeUrls: InvokeUrls,
    private readonly onUnknown: (line: string) => void,
    private readonly parent?: Parent,
  ) {
    ({ name: this.name, region: this.region, account: this.account } = synthesized);
    this.lenient = withPlaceholders(this, (problem) => onUnknown(`${this.name}: ${problem}`));
  }

  private join(): void {
    this.assembly.push(this);
    for (const { logicalId, properties, physicalId: name } of this.resources<NestedStackProperties>(NESTED_STACK)) {
      const template = nestedTemplate(this.synthesized.assets, properties.TemplateURL);
      if (template) {
        const parent = { stack: this, properties };
        const stack = new Stack({ ...this.synthesized, name, template }, this.assembly, this.invokeUrls, this.onUnknown, parent);
        this.nested.set(logicalId, stack);
        stack.join();
      } else {
        this.onUnknown(`the nested stack ${name} is not served: its template ${properties.TemplateURL} is not in the assembly`);
      }
    }
  }

  /** The resources of the given types whose conditions are met. */
  resources<Properties>(...types: string[]): StackResource<Properties>[] {
    return Object.entries(this.synthesized.template.Resources ?? {})
      .filter(([, resource]) => types.includes(resource.Type) && this.isCreated(resource))
      .map(([logicalId, resource]) => this.stackResource(logicalId, resource));
  }

  /** The resources as the template has them, by logical id, whose conditions are met. */
  get created(): [logicalId: string, resource: Resource][] {
    return Object.entries(this.synthesized.template.Resources ?? {}).filter(([, resource]) => this.isCreated(resource));
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

  ref(name: string): unknown {
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
    const [, output] = /^Outputs\.(.+)$/.exec(name) ?? [];
    if (resource.type === NESTED_STACK && output) {
      return this.nestedOutput(logicalId, output);
    }
    return resource.type === 'Custom::CrossRegionExportReader' ? this.crossRegionExport(name) : attribute(resource, name);
  }

  condition(name: string): boolean {
    const expression = this.synthesized.template.Conditions?.[name];
    if (expression === undefined) {
      throw new Error(`there is no condition ${name}`);
    }
    return resolve(expression, this.lenient) === true;
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
    throw new UnknownValue(name, `no stack in the assembly exports ${name}`);
  }

  dynamicReference(service: string, key: string): string {
    if (service !== 'ssm') {
      throw new UnknownValue(key, `the secret ${key} is not emulated`);
    }
    // A version can follow the name.
    return this.ssmParameter(key.replace(/:\d+$/, ''));
  }

  private nestedOutput(logicalId: string, name: string): string {
    const stack = this.nested.get(logicalId);
    const output = stack?.synthesized.template.Outputs?.[name];
    if (!output) {
      throw new UnknownValue(`${logicalId}.${name}`, `the nested stack ${logicalId} has no output ${name}`);
    }
    return String(stack!.resolve(output.Value));
  }

  /** The value of an SSM parameter that a stack in the assembly creates. */
  private ssmParameter(name: string): string {
    for (const stack of this.assembly) {
      const parameter = stack.resources<SsmParameterProperties>('AWS::SSM::Parameter').find(({ physicalId: other }) => other === name);
      if (parameter) {
        return String(parameter.properties.Value);
      }
    }
    throw new UnknownValue(name, `no stack in the assembly has the SSM parameter ${name}`);
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

  private parameter(name: string, { Default, Type = 'String' }: Parameter): unknown {
    const given = this.parent?.properties.Parameters?.[name] ?? Default;
    if (given === undefined) {
      throw new UnknownValue(name, `the parameter ${name} has no default`);
    }
    const [, ofSsm] = /^AWS::SSM::Parameter::Value<(.+)>$/.exec(Type) ?? [];
    const value = ofSsm ? this.ssmParameter(String(given)) : String(given);
    return /^(?:List<.+>|CommaDelimitedList)$/.test(ofSsm ?? Type) ? value.split(',') : value;
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
      property: (name) => this.resolve(resource.Properties?.[name], this.lenient),
    };
  }

  private resolve(value: unknown, references: References = this): unknown {
    return this.invokeUrls.localize(withDynamicReferences(resolve(value, references), references));
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
        get: () => (resolved ??= { value: named(() => this.resolve(value, this.lenient)) }).value,
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
