import Ajv, { ValidateFunction } from 'ajv-draft-04';
import { apiResources } from './api-resources';
import { Exchange } from './exchange';
import { GatewayError } from './gateway-error';
import { requestParameter } from './mapping';
import { Method } from './routes';
import { Stack } from '../cloudformation/stack';

interface ModelProperties {
  readonly RestApiId: string;
  readonly Schema?: string | Record<string, unknown>;
}

interface ValidatorProperties {
  readonly RestApiId: string;
  readonly ValidateRequestBody?: boolean | string;
  readonly ValidateRequestParameters?: boolean | string;
}

/** An API's request validators and models. */
export class RequestValidation {
  private readonly validators: Map<string, ValidatorProperties>;
  private readonly models: Map<string, ValidateFunction>;

  constructor(stack: Stack, apiId: string) {
    this.validators = new Map(apiResources<ValidatorProperties>(stack, apiId, 'AWS::ApiGateway::RequestValidator')
      .map(({ physicalId, properties }) => [physicalId, properties]));
    const models = apiResources<ModelProperties>(stack, apiId, 'AWS::ApiGateway::Model');
    const ajv = new Ajv({ strict: false, allErrors: true, validateFormats: false });
    for (const { physicalId, properties } of models) {
      ajv.addSchema(schema(properties), modelUrl(apiId, physicalId));
    }
    this.models = new Map(models.map(({ logicalId, physicalId }) => [physicalId, compile(ajv, modelUrl(apiId, physicalId), logicalId)]));
  }

  /** Throws unless the request passes the method's validator. */
  validate(method: Method, exchange: Exchange): void {
    const { ValidateRequestBody, ValidateRequestParameters } =
      this.validators.get(method.RequestValidatorId ?? '') ?? ({} as Partial<ValidatorProperties>);
    if (String(ValidateRequestParameters) === 'true') {
      validateParameters(method, exchange);
    }
    if (String(ValidateRequestBody) === 'true') {
      this.validateBody(method, exchange);
    }
  }

  private validateBody({ RequestModels }: Method, { request }: Exchange): void {
    const contentType = (request.headers.get('Content-Type') ?? 'application/json').split(';')[0].trim().toLowerCase();
    const model = this.models.get(RequestModels?.[contentType] ?? RequestModels?.$default ?? '');
    if (!model) {
      return;
    }
    const body = parse(request.body.toString());
    if (body === undefined) {
      throw new GatewayError('BAD_REQUEST_BODY', undefined, 'Unable to parse the request body as JSON');
    }
    if (model(body)) {
      return;
    }
    const problems = model.errors?.map(({ instancePath, message }) => `${instancePath} ${message}`.trim()) ?? [];
    throw new GatewayError('BAD_REQUEST_BODY', undefined, `[${problems.join(', ')}]`);
  }
}

function validateParameters({ RequestParameters }: Method, exchange: Exchange): void {
  const missing = Object.entries(RequestParameters ?? {})
    .sort()
    .filter(([, required]) => String(required) === 'true')
    .map(([parameter]) => parameter.replace('method.request.', '').split(/\.(.*)/s))
    .filter(([location, name]) => !requestParameter(exchange, location, name)?.trim())
    .map(([, name]) => name);
  if (!missing.length) {
    return;
  }
  const message = `Missing required request parameters: [${missing.join(', ')}]`;
  throw new GatewayError('BAD_REQUEST_PARAMETERS', message, message);
}

function compile(ajv: Ajv, url: string, logicalId: string): ValidateFunction {
  try {
    return ajv.getSchema(url) as ValidateFunction;
  } catch (error) {
    throw new Error(`the model ${logicalId} is not a valid JSON schema (draft 4): ${(error as Error).message}`);
  }
}

/** The URL by which models refer to each other. */
function modelUrl(apiId: string, name: string): string {
  return `https://apigateway.amazonaws.com/restapis/${apiId}/models/${name}`;
}

// API Gateway ignores `$schema`: it reads every model as draft 4.
function schema({ Schema = {} }: ModelProperties): Record<string, unknown> {
  const { $schema, ...rest } = (typeof Schema === 'string' ? JSON.parse(Schema) : Schema) as Record<string, unknown>;
  return rest;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
