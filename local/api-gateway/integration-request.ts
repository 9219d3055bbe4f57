import { BinaryMediaTypes } from './binary-media-types';
import { Exchange } from './exchange';
import { ApiFault, GatewayError } from './gateway-error';
import { IntegrationParameters, integrationParameters } from './integration-parameters';
import { QueryString } from './query-string';
import { Integration } from './routes';
import { isMap } from '../mapping-templates/java-text';
import { renderMappingTemplate } from '../mapping-templates/mapping-template';

/** The request that an integration sends to its endpoint. */
export interface IntegrationRequest {
  readonly parameters: IntegrationParameters;
  readonly body: Buffer;
}

/** The context of an integration's templates, which pass values on to each other by the overrides. */
export type TemplateContext = Exchange['requestContext'] & {
  readonly requestOverride: IntegrationParameters;
  readonly responseOverride: { header: Record<string, unknown>; status?: unknown };
};

export function templateContext({ requestContext }: Exchange): TemplateContext {
  return { ...requestContext, requestOverride: { header: {}, path: {}, querystring: {} }, responseOverride: { header: {} } };
}

/** Maps a request to the request that the endpoint receives. */
export function integrationRequest(
  integration: Integration, exchange: Exchange, context: TemplateContext, binaryMediaTypes: BinaryMediaTypes,
): IntegrationRequest {
  const parameters = integrationParameters(integration, exchange, context);
  const template = requestTemplate(integration, exchange);
  const body = convertedBody(integration, exchange, binaryMediaTypes);
  if (template === undefined) {
    return { parameters, body: Buffer.from(body) };
  }
  if (Buffer.isBuffer(body)) {
    throw new ApiFault(
      'API_CONFIGURATION_ERROR',
      'the binary media types of the API include the request, which a mapping template cannot read: set contentHandling to CONVERT_TO_TEXT',
    );
  }
  const rendered = renderTemplate(template, body, exchange, context);
  return { parameters: overridden(parameters, context), body: Buffer.from(rendered) };
}

/** Renders a template with the parameters of the request and the given body. */
export function renderTemplate(
  template: string, body: string, { headers, match, request, stageVariables }: Exchange, context: TemplateContext,
): string {
  const parameters = {
    path: match?.pathParameters ?? {},
    querystring: new QueryString(request.query).single() ?? {},
    header: Object.fromEntries(headers.entries),
  };
  try {
    return renderMappingTemplate(template, { body, context, parameters, stageVariables: stageVariables ?? {} });
  } catch (error) {
    throw new ApiFault('API_CONFIGURATION_ERROR', `a mapping template cannot be rendered: ${(error as Error).message}`);
  }
}

/** The template for the request's content type; a request without one counts as JSON. */
function requestTemplate(
  { PassthroughBehavior = 'WHEN_NO_MATCH', RequestTemplates = {} }: Integration, { headers }: Exchange,
): string | undefined {
  const contentType = (headers.get('Content-Type') ?? 'application/json').split(';')[0].trim().toLowerCase();
  const template = RequestTemplates[contentType] ?? RequestTemplates.$default;
  const passesThrough = PassthroughBehavior === 'WHEN_NO_MATCH'
    || (PassthroughBehavior === 'WHEN_NO_TEMPLATES' && Object.keys(RequestTemplates).length === 0);
  if (template === undefined && !passesThrough) {
    throw new GatewayError('UNSUPPORTED_MEDIA_TYPE');
  }
  return template;
}

/** The body as binary data or as text, by the media type of the request and the ContentHandling. */
function convertedBody(
  { ContentHandling }: Integration, { headers, request: { body } }: Exchange, binaryMediaTypes: BinaryMediaTypes,
): Buffer | string {
  if (binaryMediaTypes.includes(headers.get('Content-Type') ?? 'application/json')) {
    return ContentHandling === 'CONVERT_TO_TEXT' ? body.toString('base64') : body;
  }
  return ContentHandling === 'CONVERT_TO_BINARY' ? Buffer.from(body.toString(), 'base64') : body.toString();
}

/** The parameters after the template has set its own. */
function overridden(parameters: IntegrationParameters, { requestOverride }: TemplateContext): IntegrationParameters {
  const merged = (location: keyof IntegrationParameters) => {
    // A template can assign anything.
    const own = isMap(requestOverride[location]) ? Object.entries(requestOverride[location]) : [];
    return { ...parameters[location], ...Object.fromEntries(own.map(([name, value]) => [name, String(value)])) };
  };
  return { header: merged('header'), path: merged('path'), querystring: merged('querystring') };
}
