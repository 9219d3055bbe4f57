import { ApiDefinition, JsonSchema } from './api-definition';

const SCHEMAS = '#/components/schemas/';

/** The URL by which models refer to each other. */
const MODEL_URL = /^https:\/\/apigateway\.amazonaws\.com\/restapis\/[^/]+\/models\//;

/** Keywords of JSON schema that OpenAPI 3.0 does not have. */
const UNKNOWN_KEYWORDS = ['$schema', 'id', 'definitions', 'patternProperties', 'additionalItems', 'dependencies'];

export function modelReference(name: string): JsonSchema {
  return { $ref: SCHEMAS + name };
}

/** The models that an API's methods use, as the schemas of an OpenAPI 3.0 document. */
export function schemas({ methods, models }: ApiDefinition): Record<string, JsonSchema> {
  const written: Record<string, JsonSchema> = {};
  const write = (name: string, schema: JsonSchema | undefined): void => {
    if (!schema || Object.hasOwn(written, name)) {
      return;
    }
    written[name] = {};
    const translation = new Translation(name);
    written[name] = translation.schema(schema);
    for (const [definition, definedSchema] of Object.entries((schema.definitions ?? {}) as Record<string, JsonSchema>)) {
      written[name + definition] = translation.schema(definedSchema);
    }
    translation.references.forEach((other) => write(other, models.get(other)));
  };
  const used = methods.flatMap(({ MethodResponses = [], RequestModels = {} }) =>
    [RequestModels, ...MethodResponses.map(({ ResponseModels = {} }) => ResponseModels)].flatMap(Object.values));
  [...used].forEach((name: string) => write(name, models.get(name)));
  return written;
}

type Translate = (schema: JsonSchema) => JsonSchema;

const each: Keyword = (parts, { schema }) => (parts as JsonSchema[]).map(schema);

type Keyword = (value: unknown, translation: Translation) => unknown;

/** The keywords whose values contain schemas. */
const NESTING: Record<string, Keyword> = {
  additionalProperties: (value, { schema }) => typeof value === 'object' ? schema(value as JsonSchema) : value,
  allOf: each,
  anyOf: each,
  // OpenAPI has no tuples.
  items: (value, translation) => Array.isArray(value) ? { anyOf: each(value, translation) } : translation.schema(value as JsonSchema),
  not: (value, { schema }) => schema(value as JsonSchema),
  oneOf: each,
  properties: (value, { schema }) =>
    Object.fromEntries(Object.entries(value as Record<string, JsonSchema>).map(([name, property]) => [name, schema(property)])),
  $ref: (value, { reference }) => reference(String(value)),
};

/** Translates a model from JSON schema (draft 4). */
class Translation {
  /** The other models that it names. */
  readonly references = new Set<string>();

  constructor(private readonly model: string) {}

  readonly schema: Translate = (written) => Object.assign({}, ...Object.entries(written)
    .filter(([keyword]) => !UNKNOWN_KEYWORDS.includes(keyword))
    .map(([keyword, value]) => keyword === 'type' && Array.isArray(value)
      ? union(value as string[])
      : { [keyword]: NESTING[keyword]?.(value, this) ?? value }));

  readonly reference = (reference: string): string => {
    const name = reference.replace(MODEL_URL, '');
    if (name !== reference) {
      this.references.add(name);
      return SCHEMAS + name;
    }
    return reference === '#' ? SCHEMAS + this.model : reference.replace('#/definitions/', SCHEMAS + this.model);
  };
}

/** OpenAPI 3.0 has one type a schema, and a null is a nullable value. */
function union(types: string[]): JsonSchema {
  const others = types.filter((type) => type !== 'null');
  return {
    ...others.length === 1 ? { type: others[0] } : { anyOf: others.map((type) => ({ type })) },
    ...others.length < types.length && { nullable: true },
  };
}
