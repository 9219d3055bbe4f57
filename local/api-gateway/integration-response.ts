import { validateHeaderValue } from 'node:http';
import { BinaryMediaTypes } from './binary-media-types';
import { Exchange } from './exchange';
import { ApiFault } from './gateway-error';
import { HeaderFields, HeaderList, HttpResponse, withContentType } from './http';
import { renderTemplate, TemplateContext } from './integration-request';
import { bodyParameter, mapParameter } from './mapping';
import { Integration, IntegrationResponse, Method } from './routes';

/** The answer of an integration's endpoint. */
export interface EndpointResponse {
  readonly statusCode: number;
  readonly headers: HeaderList;
  readonly body: Buffer;
  /** The text that selects the integration response. @default the status code */
  readonly selection?: string;
}

const HEADER = 'method.response.header.';

/** Headers that API Gateway reserves: a mapped value reaches the client under another name. */
const REMAPPED = new Set([
  'authorization', 'connection', 'content-length', 'content-md5', 'date', 'expect', 'host', 'max-forwards', 'proxy-authenticate', 'server',
  'trailer', 'upgrade', 'user-agent', 'www-authenticate',
]);

const DROPPED = new Set(['transfer-encoding']);

/** Throws if API Gateway would refuse to create the method. */
export function checkIntegrationResponses({ Integration: integration, MethodResponses = [] }: Method): void {
  for (const { ResponseParameters = {}, SelectionPattern = '', StatusCode } of integration?.IntegrationResponses ?? []) {
    wholePattern(SelectionPattern);
    const declared = MethodResponses.find((response) => String(response.StatusCode) === String(StatusCode));
    const unknown = Object.keys(ResponseParameters).find((target) => declared && !Object.hasOwn(declared.ResponseParameters ?? {}, target));
    if (unknown !== undefined) {
      throw new Error(`its integration response ${StatusCode} sets ${unknown}, which its method response does not have`);
    }
  }
}

/** Maps the answer of an endpoint to the response of the method. */
export function integrationResponse(
  { Integration: integration, MethodResponses = [] }: Method,
  answer: EndpointResponse,
  exchange: Exchange,
  context: TemplateContext,
  binaryMediaTypes: BinaryMediaTypes,
): HttpResponse {
  const response = selected(integration!, answer);
  if (!MethodResponses.some(({ StatusCode }) => String(StatusCode) === String(response.StatusCode))) {
    throw new ApiFault('API_CONFIGURATION_ERROR', `the method has no method response ${response.StatusCode}, which its integration response needs`);
  }
  const mapped = responseHeaders(response, answer, exchange, context);
  const [contentType, template] = responseTemplate(response, exchange);
  const converted = convertedBody(response, answer, exchange, binaryMediaTypes);
  if (template !== undefined && Buffer.isBuffer(converted)) {
    throw new ApiFault('API_CONFIGURATION_ERROR', 'a mapping template cannot read a binary response: set contentHandling to CONVERT_TO_TEXT');
  }
  const body = template === undefined ? converted : renderTemplate(template, String(converted), exchange, context);
  const { header, status } = context.responseOverride;
  const overrides = Object.entries(header).flatMap(([name, value]) => [value].flat().map((item): [string, string] => [name, String(item)]));
  const isOverridden = (name: string) => overrides.some(([other]) => other.toLowerCase() === name.toLowerCase());
  const headers = [...mapped.filter(([name]) => !isOverridden(name)), ...overrides];
  return {
    statusCode: isStatus(status) ? status : Number(response.StatusCode),
    headers: withContentType(remapped(headers), contentType),
    body,
  };
}

/** The integration response whose pattern matches the whole selection, or the one without a pattern. */
function selected({ IntegrationResponses = [] }: Integration, { selection, statusCode }: EndpointResponse): IntegrationResponse {
  const text = selection ?? String(statusCode);
  const response = IntegrationResponses.find(({ SelectionPattern: pattern }) => pattern && wholePattern(pattern).test(text))
    ?? IntegrationResponses.find(({ SelectionPattern: pattern }) => !pattern);
  if (!response) {
    throw new ApiFault('API_CONFIGURATION_ERROR', `no integration response matches ${text ? `'${text}'` : 'the answer'}, and there is no default`);
  }
  return response;
}

/** A pattern of Java that matches the whole text, with its flags: `(?i)error.*`. */
function wholePattern(pattern: string): RegExp {
  const [, flags, rest] = /^(?:\(\?([ims]+)\))?(.*)$/s.exec(pattern)!;
  return new RegExp(`^(?:${rest})$`, flags);
}

function responseHeaders(
  { ResponseParameters = {} }: IntegrationResponse, answer: EndpointResponse, exchange: Exchange, context: TemplateContext,
): HeaderFields {
  return Object.entries(ResponseParameters)
    .map(([target, source]): [string, string] => [
      target.replace(HEADER, ''),
      responseParameter(source, answer) ?? mapParameter(source, exchange, context),
    ])
    .filter(([, value]) => value !== '');
}

/** The value of `integration.response.{header|multivalueheader|body}`; undefined for any other expression. */
function responseParameter(expression: string, { body, headers }: EndpointResponse): string | undefined {
  const [, location, name = ''] = /^integration\.response\.([a-z]+)(?:\.(.+))?$/.exec(expression) ?? [];
  const invalid = () => {
    throw new ApiFault('API_CONFIGURATION_ERROR', `the answer is not the JSON that ${expression} reads`);
  };
  const read: Record<string, () => string | undefined> = {
    header: () => headers.get(name),
    multivalueheader: () => headers.joined()[name.toLowerCase()],
    body: () => bodyParameter(body.toString(), name, invalid),
  };
  return location && (read[location]?.() ?? '');
}

/** The template for the client's Accept header, or the one for JSON, or the first. Its media type is the response's. */
function responseTemplate(
  { ResponseTemplates = {} }: IntegrationResponse, { headers }: Exchange,
): [contentType: string, template?: string] {
  const types = Object.keys(ResponseTemplates);
  const type = [headers.get('Accept') ?? '', 'application/json'].find((candidate) => types.includes(candidate)) ?? types[0];
  return type === undefined ? ['application/json'] : [type, ResponseTemplates[type]];
}

/** The body as binary data or as text, by the media types of the answer and of the client, and the ContentHandling. */
function convertedBody(
  { ContentHandling }: IntegrationResponse, { body, headers }: EndpointResponse, exchange: Exchange, binaryMediaTypes: BinaryMediaTypes,
): Buffer | string {
  const isText = ContentHandling === 'CONVERT_TO_TEXT'
    || (!ContentHandling && !binaryMediaTypes.includes(exchange.headers.get('Accept')));
  const isBinary = headers.get('Content-Type') !== undefined && binaryMediaTypes.includes(headers.get('Content-Type'));
  if (isBinary) {
    return isText ? body.toString('base64') : body;
  }
  return isText || body.length === 0 ? body.toString() : Buffer.from(body.toString(), 'base64');
}

/** A template may override the status with a number; API Gateway ignores anything else. */
function isStatus(status: unknown): status is number {
  return Number.isInteger(status) && Number(status) >= 100 && Number(status) < 600;
}

function remapped(headers: HeaderFields): HeaderFields {
  return headers
    .filter(([name]) => !DROPPED.has(name.toLowerCase()))
    .map(([name, value]) => {
      validateHeaderValue(name, value);
      return [REMAPPED.has(name.toLowerCase()) ? `x-amzn-Remapped-${name}` : name, value];
    });
}
