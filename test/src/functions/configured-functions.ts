import { OPERATIONS } from '../../../src/contract/operations';
import { synth } from '../synth';
import { NotesApiProps, NotesOperation } from 'cdk-notes-api';

interface FunctionProperties {
  readonly Architectures: string[];
  readonly Environment: { readonly Variables: Record<string, unknown> };
  readonly MemorySize: number;
  readonly ReservedConcurrentExecutions?: unknown;
  readonly Timeout: number;
}

/** The properties of the functions by their operation. */
export function functions(props?: NotesApiProps): Record<string, FunctionProperties> {
  const { template } = synth(props);
  return Object.fromEntries(
    (props?.operations ?? Object.values(NotesOperation)).map((operation) => {
      const [{ Properties }] = Object.values(
        template.findResources('AWS::Lambda::Function', { Properties: { Handler: `index.${OPERATIONS[operation].handler}` } }),
      );
      return [operation, Properties];
    }),
  );
}

/** The properties of a function that options can change, with only the additional variables. */
function changeable({ Architectures, Environment, MemorySize, ReservedConcurrentExecutions, Timeout }: FunctionProperties): object {
  const { SIGNED_CALLERS: _signed, TABLE_NAME: _table, ...others } = Environment.Variables;
  return {
    Architectures,
    MemorySize,
    Timeout,
    ...(ReservedConcurrentExecutions !== undefined && { ReservedConcurrentExecutions }),
    ...others,
  };
}

/** The changeable properties of the functions by their operation. */
export const changed = (props?: NotesApiProps): Record<string, object> =>
  Object.fromEntries(Object.entries(functions(props)).map(([operation, properties]) => [operation, changeable(properties)]));

/** The same properties for every operation. */
export const every = (expected: object): Record<string, object> =>
  Object.fromEntries(Object.values(NotesOperation).map((operation) => [operation, expected]));

export const DEFAULTS = { Architectures: ['arm64'], MemorySize: 512, Timeout: 10 };
