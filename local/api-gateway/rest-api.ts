import { AccessLog } from './access-log';
import { ApiPolicyDocument } from './api-policy';
import { Authorization, AuthorizationOptions } from './authorization';
import { BasePath } from './base-path';
import { BinaryMediaTypes } from './binary-media-types';
import { ApiIdentity, beginExchange, Exchange, RoutedRequest } from './exchange';
import { ApiFault, GatewayError } from './gateway-error';
import { GatewayResponses } from './gateway-responses';
import { HttpResponse, ReceivedRequest } from './http';
import { createIntegration, Integrate } from './integrations';
import { observed } from './observed';
import { checkSize } from './request-limits';
import { RequestValidation } from './request-validation';
import { Method, matchRoute, methodOf, Route, routes } from './routes';
import { Stage } from './stage';
import { Throttling } from './throttling';
import { ApiKeySource, UsagePlans } from './usage-plans';
import { defaultHost } from '../cloudformation/invoke-urls';
import { Stack, StackResource } from '../cloudformation/stack';
import { ObservedRequest } from '../observation/observed-request';
import { Trace } from '../observation/trace';

export interface RestApiProperties {
  readonly ApiKeySourceType?: ApiKeySource;
  readonly BinaryMediaTypes?: string[];
  readonly Body?: unknown;
  readonly BodyS3Location?: unknown;
  readonly Description?: string;
  readonly DisableExecuteApiEndpoint?: boolean | string;
  readonly Name?: string;
  readonly Policy?: ApiPolicyDocument;
}

export interface RestApiOptions extends AuthorizationOptions {
  readonly dynamoDbEndpoint: string;
  readonly usagePlans: UsagePlans;
  /** Receives the access log lines. */
  readonly onAccess: (line: string) => void;
  /** Receives each request with its response. */
  readonly onRequest: (request: ObservedRequest, trace: Trace) => void;
}

/** The types of integrations whose responses name the trace. */
const TRACED = ['AWS', 'AWS_PROXY', 'HTTP'];

/** A stage of an AWS::ApiGateway::RestApi, with all its resources from any stack. */
export class RestApi {
  readonly defaultEndpoint: BasePath;
  readonly isDefaultEndpointDisabled: boolean;
  /** The reason why no route is served. */
  private readonly reason?: string;
  private readonly accessLog: AccessLog;
  private readonly identity: ApiIdentity;
  private readonly authorization: Authorization;
  private readonly routes: Route[];
  private readonly integrations: Map<Method, Integrate>;
  private readonly throttling: Throttling;
  private readonly validation: RequestValidation;
  private readonly gatewayResponses: GatewayResponses;

  constructor(
    private readonly stack: Stack,
    private readonly api: StackResource<RestApiProperties>,
    stage: Stage | undefined,
    private readonly options: RestApiOptions,
  ) {
    const { logicalId, physicalId: apiId, properties } = api;
    if (properties.Body || properties.BodyS3Location) {
      this.reason = `${logicalId} is not served: it is defined by an OpenAPI document; use resources and methods`;
      options.onFault(this.reason);
    }
    const { AccessLogSetting, DeploymentId: deploymentId = '', MethodSettings, StageName = '', Variables = null } = stage ?? {};
    this.accessLog = new AccessLog(AccessLogSetting, options.onAccess);
    this.identity = { accountId: stack.account, apiId, deploymentId, region: stack.region, stage: StageName, stageVariables: Variables };
    this.defaultEndpoint = {
      host: defaultHost(apiId, stack.region),
      prefix: StageName && `/${StageName}`,
      apiId,
      stage: StageName,
      isDefaultEndpoint: true,
    };
    this.isDefaultEndpointDisabled = String(properties.DisableExecuteApiEndpoint) === 'true';
    this.routes = routes(stack, apiId, stack.getAtt(logicalId, 'RootResourceId'));
    this.authorization = new Authorization(stack, { apiId, policy: properties.Policy }, options);
    this.throttling = new Throttling(MethodSettings);
    this.validation = new RequestValidation(stack, apiId);
    this.gatewayResponses = new GatewayResponses(stack, apiId);
    const binaryMediaTypes = new BinaryMediaTypes(properties.BinaryMediaTypes);
    this.integrations = new Map(
      this.routes.flatMap(({ methods, resourcePath }) =>
        [...methods.values()].map((method): [Method, Integrate] => {
          try {
            return [method, this.integration(method, resourcePath, binaryMediaTypes)];
          } catch (error) {
            return [method, this.unserved(`${method.HttpMethod} ${resourcePath}`, error as Error)];
          }
        }),
      ),
    );
  }

  fault(error: Error): void {
    this.options.onFault(error.message);
  }

  async handle(request: RoutedRequest & ReceivedRequest): Promise<HttpResponse> {
    const startedAt = performance.now();
    const match = matchRoute(this.routes, request.routePath, request.method);
    const exchange = beginExchange(request, this.identity, match);
    const { requestId, extendedRequestId } = exchange.requestContext;
    const response = await this.answer(match && methodOf(match, request.method), exchange, request);
    const identified: HttpResponse = {
      ...response,
      headers: [...response.headers, ['x-amzn-RequestId', requestId], ['x-amz-apigw-id', extendedRequestId]],
    };
    const milliseconds = performance.now() - startedAt;
    this.accessLog.record(exchange, response, milliseconds);
    this.options.onRequest(
      observed(exchange, identified, milliseconds, { apiId: this.api.logicalId, stackName: this.stack.name }),
      exchange.trace,
    );
    return identified;
  }

  private async answer(method: Method | undefined, exchange: Exchange, request: ReceivedRequest): Promise<HttpResponse> {
    try {
      checkSize(request);
      if (this.reason) {
        throw new GatewayError('API_CONFIGURATION_ERROR', this.reason);
      }
      const integrate = method && this.integrations.get(method);
      if (!integrate) {
        throw new GatewayError('MISSING_AUTHENTICATION_TOKEN');
      }
      // Before authorization, as in AWS: a throttled request does not reach the authorizer.
      this.throttling.throttle(exchange.requestContext);
      await this.authorization.authorize(method, exchange);
      this.options.usagePlans.admit(method, exchange, this.api.properties.ApiKeySourceType);
      this.validation.validate(method, exchange);
      return await integrate(exchange);
    } catch (error) {
      if (error instanceof GatewayError) {
        return this.gatewayResponses.render(error, exchange);
      }
      const fault = `${exchange.request.method} ${exchange.requestContext.resourcePath}: ${(error as Error).message}`;
      this.options.onFault(fault);
      exchange.trace.write({ logicalId: this.api.logicalId, line: fault });
      return this.gatewayResponses.render(new GatewayError(error instanceof ApiFault ? error.responseType : 'DEFAULT_5XX'), exchange);
    }
  }

  /** A route that cannot be served answers with the reason; all others are served. */
  private unserved(route: string, error: Error): Integrate {
    const reason = `${route} is not served: ${error.message}`;
    this.options.onFault(reason);
    const responseType = error instanceof GatewayError ? error.responseType : 'API_CONFIGURATION_ERROR';
    return async () => { throw new GatewayError(responseType, reason); };
  }

  private integration(method: Method, resourcePath: string, binaryMediaTypes: BinaryMediaTypes): Integrate {
    const { accountId, apiId, region, stage, stageVariables } = this.identity;
    const integrate = createIntegration(method, {
      ...this.options,
      binaryMediaTypes,
      stageVariables,
      methodArn: `arn:aws:execute-api:${region}:${accountId}:${apiId}/${stage}/${method.HttpMethod}${resourcePath}`,
      onRefusal: (reason) => this.options.onFault(`${method.HttpMethod} ${resourcePath}: ${reason}`),
    });
    if (!TRACED.includes(method.Integration!.Type)) {
      return integrate;
    }
    return async (exchange) => {
      const response = await integrate(exchange);
      return { ...response, headers: [...response.headers, ['X-Amzn-Trace-Id', exchange.traceId]] };
    };
  }
}
