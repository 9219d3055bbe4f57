import { JsonSchema } from '../openapi/api-definition';

type Schemas = Record<string, JsonSchema>;
type Example = (schema: JsonSchema, schemas: Schemas, depth: number) => unknown;

/** The maximum depth, enough for a form: models can contain themselves. */
const MAX_DEPTH = 6;

const FORMATS: Record<string, string> = {
  'date': '2030-01-31',
  'date-time': '2030-01-31T12:00:00Z',
  'email': 'alice@example.com',
  'uri': 'https://example.com',
  'uuid': '11111111-1111-4111-8111-111111111111',
};

const TYPES: Record<string, Example> = {
  array: ({ items = {}, maxItems, minItems = 1 }, schemas, depth) => {
    const length = Math.min(Number(minItems), Number(maxItems ?? Infinity));
    return Array.from({ length }, () => exampleOf(items as JsonSchema, schemas, depth));
  },
  boolean: () => true,
  integer: (schema) => Math.ceil(least(schema)),
  number: least,
  object: ({ properties = {} }, schemas, depth) => Object.fromEntries(
    Object.entries(properties as Schemas).map(([name, property]) => [name, exampleOf(property, schemas, depth)])),
  string: ({ format = '', maxLength, minLength = 0 }) =>
    (FORMATS[String(format)] ?? 'text').padEnd(Number(minLength), '.').slice(0, Number(maxLength ?? Infinity)),
};

/** The smallest number that a schema allows. In OpenAPI 3.0, as in draft 4, `exclusiveMinimum` is a boolean. */
function least({ exclusiveMinimum, maximum = 1, minimum = Math.min(1, Number(maximum)) }: JsonSchema): number {
  return Number(minimum) + (exclusiveMinimum === true ? 1 : 0);
}

/** A value that a schema of an OpenAPI document describes, for a user to edit. */
export function exampleOf(schema: JsonSchema, schemas: Schemas, depth = 0): unknown {
  const { allOf, anyOf, default: byDefault, enum: values, example, oneOf, properties, $ref: reference } = schema;
  const alternatives = (oneOf ?? anyOf) as JsonSchema[] | undefined;
  const inside = (part: JsonSchema) => exampleOf(part, schemas, depth + 1);
  if (depth > MAX_DEPTH) {
    return null;
  }
  if (typeof reference === 'string') {
    return inside(schemas[reference.split('/').at(-1)!] ?? {});
  }
  const given = example ?? byDefault ?? (values as unknown[] | undefined)?.[0];
  if (given !== undefined) {
    return given;
  }
  if (allOf) {
    return Object.assign({}, ...(allOf as JsonSchema[]).map(inside));
  }
  if (alternatives && schema.type === undefined) {
    return inside(alternatives[0]);
  }
  return TYPES[String(schema.type ?? (properties ? 'object' : 'string'))]?.(schema, schemas, depth + 1) ?? null;
}
