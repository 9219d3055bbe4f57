import { Stack } from '../cloudformation/stack';

/** A parameter as the API returns it. */
export interface Parameter {
  readonly Name: string;
  readonly Type: string;
  readonly Value: string;
  readonly Version: number;
  readonly ARN: string;
  readonly DataType: string;
  /** In seconds since the epoch. */
  readonly LastModifiedDate: number;
}

interface ParameterProperties {
  readonly Type: string;
  readonly Value: string;
  readonly DataType?: string;
}

/** The AWS::SSM::Parameters in the assembly. */
export class Parameters {
  private readonly parameters: readonly Parameter[];

  constructor(stacks: readonly Stack[]) {
    const LastModifiedDate = Math.floor(Date.now() / 1_000);
    this.parameters = stacks.flatMap((stack) => stack.resources<ParameterProperties>('AWS::SSM::Parameter')
      .map(({ arn: ARN, physicalId: Name, properties }) => ({
        Name, ARN, LastModifiedDate, Version: 1, Type: properties.Type, DataType: properties.DataType ?? 'text', get Value() { return String(properties.Value); },
      })));
  }

  /** By its name, which may have a version; or by its ARN. */
  find(name: string): Parameter | undefined {
    const [, unversioned, version = '1'] = /^(.*?)(?::(\d+))?$/.exec(name) ?? [];
    return this.parameters.find(({ ARN, Name }) => [ARN, Name].includes(unversioned) && version === '1');
  }

  /** The parameters in a level of the hierarchy, or also in the levels below. */
  below(path: string, isRecursive: boolean): Parameter[] {
    const prefix = path.endsWith('/') ? path : `${path}/`;
    return this.parameters.filter(({ Name }) => Name.startsWith(prefix) && (isRecursive || !Name.slice(prefix.length).includes('/')));
  }
}
