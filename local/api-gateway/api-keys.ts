import { randomBytes } from 'node:crypto';
import { Stack } from '../cloudformation/stack';

interface ApiKeyProperties {
  readonly Enabled?: boolean | string;
  readonly Value?: string;
}

interface ApiKey {
  readonly logicalId: string;
  readonly id: string;
  readonly value: string;
}

/** The length of the values that API Gateway generates. */
const VALUE_BYTES = 20;

/** The enabled API keys in the assembly. A key without a value in the template gets a random one. */
export class ApiKeys {
  readonly all: readonly ApiKey[];

  constructor(stacks: readonly Stack[], generated: Map<string, string>) {
    this.all = stacks.flatMap((stack) => stack.resources<ApiKeyProperties>('AWS::ApiGateway::ApiKey'))
      .filter(({ properties }) => String(properties.Enabled) === 'true')
      .map(({ logicalId, physicalId, properties }) => ({
        logicalId,
        id: physicalId,
        value: properties.Value ?? generatedValue(physicalId, generated),
      }));
  }

  /** Finds a key by its value. */
  find(value: string | undefined): ApiKey | undefined {
    return this.all.find((key) => key.value === value);
  }

  /** Finds a key by its logical id. */
  named(logicalId: string): ApiKey {
    const key = this.all.find((candidate) => candidate.logicalId === logicalId);
    if (!key) {
      throw new Error(`there is no enabled API key ${logicalId}`);
    }
    return key;
  }
}

/** The same value over deployments. */
function generatedValue(id: string, generated: Map<string, string>): string {
  const value = generated.get(id) ?? randomBytes(VALUE_BYTES).toString('hex');
  generated.set(id, value);
  return value;
}
