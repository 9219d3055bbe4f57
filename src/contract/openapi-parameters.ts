import { REQUEST_HEADERS } from './headers';
import { LIMITS } from './limits';
import { LIST_PARAMETERS, ListParameter } from './list-parameters';
import { PROBLEMS } from './problems';
import { JsonSchema } from './schemas';

/** The parameters of the OpenAPI document by name. */
export const PARAMETERS: Readonly<Record<string, object>> = {
  userId: {
    name: 'userId',
    in: 'path',
    required: true,
    description: PROBLEMS['invalid-user-id'].detail,
    schema: { type: 'string', minLength: 1, maxLength: LIMITS.userIdBytes },
  },
  id: {
    name: 'id',
    in: 'path',
    required: true,
    description: 'The id of the note.',
    schema: { type: 'string', minLength: 1, maxLength: LIMITS.noteIdBytes },
  },
  ...Object.fromEntries(
    (Object.keys(LIST_PARAMETERS) as ListParameter[]).map((name) => [
      name,
      { name, in: 'query', description: LIST_PARAMETERS[name].description, schema: listParameterSchema(name) },
    ]),
  ),
  ...Object.fromEntries(
    Object.entries(REQUEST_HEADERS).map(([name, description]) => [name, { name, in: 'header', description, schema: { type: 'string' } }]),
  ),
};

function listParameterSchema(name: ListParameter): JsonSchema {
  const rule = LIST_PARAMETERS[name];
  if ('choices' in rule) {
    return { type: 'string', enum: rule.choices, default: rule.choices[0] };
  }
  return 'minimum' in rule ? { type: 'integer', minimum: rule.minimum, default: rule.default } : { type: 'string' };
}
