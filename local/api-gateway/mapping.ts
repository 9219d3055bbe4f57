import { render } from 'velocityjs';
import { Exchange } from './exchange';
import { QueryString } from './query-string';

/** The `$context` of a template. */
type Context = Record<string, unknown>;

/** The value of a mapping expression: `'literal'`, `context.x`, `stageVariables.x` or `method.request.{path|querystring|header}.x`. */
export function mapParameter(expression: string, exchange: Exchange, context: Context): string {
  if (/^'.*'$/s.test(expression)) {
    return expression.slice(1, -1);
  }
  const [, location, name] = /^method\.request\.([a-z]+)\.(.+)$/.exec(expression) ?? [];
  return location ? requestParameter(exchange, location, name) ?? '' : lookUp(expression, exchange, context);
}

type ReadParameter = (exchange: Exchange, name: string) => string | undefined;

const inPath: ReadParameter = ({ match }, name) => match?.pathParameters[name];
const inQuery: ReadParameter = ({ request }, name) => new QueryString(request.query).single()?.[name];
const inHeader: ReadParameter = ({ request }, name) => request.headers.get(name);

const LOCATIONS: Record<string, ReadParameter> = {
  path: inPath,
  querystring: inQuery,
  header: inHeader,
  multivaluequerystring: inQuery,
  multivalueheader: inHeader,
};

/** The value of `method.request.{location}.{name}`. */
export function requestParameter(exchange: Exchange, location: string, name: string): string | undefined {
  return LOCATIONS[location]?.(exchange, name);
}

/** Renders a gateway response's template. As in AWS, it has simple variables only, no template language. */
export function substitute(template: string, exchange: Exchange, context: Context): string {
  const variable = /\$(?:\{((?:context|stageVariables)[\w.]+)\}|((?:context|stageVariables)(?:\.\w+)+))/g;
  return template.replace(variable, (_match, braced?: string, bare?: string) => lookUp(braced ?? bare ?? '', exchange, context));
}

/** Renders an integration's template, in Velocity. The template may set `context.responseOverride`. */
export function renderTemplate(template: string, exchange: Exchange, context: Context): string {
  const { match, request, stageVariables } = exchange;
  const parameters: Record<'path' | 'querystring' | 'header', Record<string, string>> = {
    path: match?.pathParameters ?? {},
    querystring: new QueryString(request.query).single() ?? {},
    header: Object.fromEntries(request.headers.entries),
  };
  const input = {
    body: request.body.toString(),
    params: (name?: string) =>
      name === undefined ? parameters : (parameters.path[name] ?? parameters.querystring[name] ?? parameters.header[name] ?? ''),
  };
  return render(template, { context, input, stageVariables: stageVariables ?? {} }, {}, { customMethodHandlers: [JAVA_MATCHES] });
}

/** Velocity's strings are Java's: `matches` must match the whole string. */
const JAVA_MATCHES = {
  uid: 'matches',
  match: ({ property }: { property: string }) => property === 'matches',
  resolve: ({ context, params }: { context: unknown; params: unknown[] }) => new RegExp(`^(?:${String(params[0])})$`).test(String(context)),
};

function lookUp(path: string, { stageVariables }: Exchange, context: Context): string {
  let value: unknown = { context, stageVariables };
  for (const name of path.split('.')) {
    value = Object.hasOwn(Object(value), name) ? (value as Context)[name] : undefined;
  }
  return value === undefined || value === null ? '' : String(value);
}
