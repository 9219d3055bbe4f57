import { Exchange } from './exchange';
import { GatewayError } from './gateway-error';
import { QueryString } from './query-string';
import { jsonPath } from '../mapping-templates/json-path';

/** The `$context` of a template. */
export type Context = Record<string, unknown>;

type ReadParameter = (exchange: Exchange, name: string) => string | undefined;

/** The locations of `method.request.{location}.{name}`. */
const LOCATIONS: Record<string, ReadParameter> = {
  path: ({ match }, name) => match?.pathParameters[name],
  querystring: ({ request }, name) => new QueryString(request.query).single()?.[name],
  header: ({ headers }, name) => headers.get(name),
  multivaluequerystring: ({ request }, name) => new QueryString(request.query).all()?.[name]?.join(','),
  multivalueheader: ({ headers }, name) => headers.joined()[name.toLowerCase()],
  body: ({ request }, path) => bodyParameter(request.body.toString(), path, () => {
    throw new GatewayError('BAD_REQUEST', 'Invalid JSON in request body');
  }),
};

/** The value of a mapping expression: `'literal'`, `context.x`, `stageVariables.x` or `method.request.{location}.x`. */
export function mapParameter(expression: string, exchange: Exchange, context: Context): string {
  if (/^'.*'$/s.test(expression)) {
    return expression.slice(1, -1);
  }
  const [, location, name = ''] = /^method\.request\.([a-z]+)(?:\.(.+))?$/.exec(expression) ?? [];
  return location ? requestParameter(exchange, location, name) ?? '' : lookUp(expression, exchange, context);
}

/** The value of `method.request.{location}.{name}`. */
export function requestParameter(exchange: Exchange, location: string, name: string): string | undefined {
  return LOCATIONS[location]?.(exchange, name);
}

/** A whole body, or the value at a JSONPath in it. */
export function bodyParameter(body: string, path: string, onInvalid: () => never): string | undefined {
  const text = body.trim() || '{}';
  let document: unknown = {};
  try {
    // API Gateway reads nothing else as JSON.
    document = /^[{["']/.test(text) ? JSON.parse(text) : {};
  } catch {
    onInvalid();
  }
  const value = path ? jsonPath(document, `$.${path}`) : text;
  return value === undefined || typeof value === 'string' ? value : JSON.stringify(value);
}

/** Renders a gateway response's template. As in AWS, it has simple variables only, no template language. */
export function substitute(template: string, exchange: Exchange, context: Context): string {
  const variable = /\$(?:\{((?:context|stageVariables)[\w.]+)\}|((?:context|stageVariables)(?:\.\w+)+))/g;
  return template.replace(variable, (_match, braced?: string, bare?: string) => lookUp(braced ?? bare ?? '', exchange, context));
}

function lookUp(path: string, { stageVariables }: Exchange, context: Context): string {
  let value: unknown = { context, stageVariables };
  for (const name of path.split('.')) {
    value = Object.hasOwn(Object(value), name) ? (value as Context)[name] : undefined;
  }
  return value === undefined || value === null ? '' : String(value);
}
