import { BinaryMediaTypes } from './binary-media-types';
import { customIntegration, Endpoint } from './custom-integration';
import { dynamoDbEndpoint } from './dynamodb-endpoint';
import { Exchange } from './exchange';
import { HttpResponse } from './http';
import { httpEndpoint, httpProxy } from './http-integration';
import { checkHost } from './http-url';
import { lambdaEndpoint } from './lambda-endpoint';
import { lambdaProxy } from './lambda-proxy';
import { LambdaTarget } from './lambda-target';
import { mockEndpoint } from './mock-endpoint';
import { Integration, Method } from './routes';
import { StageVariables, withStageVariables } from './stage-variables';
import { AccessKeys } from '../iam/access-keys';
import { LambdaService } from '../lambda/lambda-service';

export type Integrate = (exchange: Exchange) => Promise<HttpResponse>;

export interface IntegrationOptions {
  readonly accessKeys: AccessKeys;
  readonly binaryMediaTypes: BinaryMediaTypes;
  readonly dynamoDbEndpoint: string;
  readonly lambda: LambdaService;
  readonly stageVariables: StageVariables;
  /** The method's ARN with its resource's path, which permissions of functions name. */
  readonly methodArn: string;
  /** Receives the reason why API Gateway may not invoke a function. */
  readonly onRefusal: (reason: string) => void;
}

type Create = (method: Method, integration: Integration, options: IntegrationOptions) => Integrate;

/** Creates an integration, by its Type. */
const TYPES: Record<string, Create> = {
  MOCK: (method, _integration, { binaryMediaTypes }) => customIntegration(method, mockEndpoint, binaryMediaTypes),
  AWS_PROXY: (_method, integration, options) => lambdaProxy(integration, lambdaTarget(integration, options), options.binaryMediaTypes),
  AWS: (method, integration, options) => {
    const [, service, kind, action] = /^arn:[^:]*:apigateway:[^:]*:([^:]*):(action|path)\/(.*)$/s.exec(integration.Uri ?? '') ?? [];
    const endpoint = SERVICES[`${service}:${kind}`];
    if (!endpoint) {
      throw new Error(`integrations with ${service ?? integration.Uri} are not emulated`);
    }
    return customIntegration(method, endpoint(integration, action, options), options.binaryMediaTypes);
  },
  HTTP: (method, integration, { binaryMediaTypes }) => {
    checkHost(integration);
    return customIntegration(method, httpEndpoint(integration), binaryMediaTypes);
  },
  HTTP_PROXY: (_method, integration) => {
    checkHost(integration);
    return httpProxy(integration);
  },
};

/** Creates the endpoint of an AWS integration, by the service and the kind of its URI. */
const SERVICES: Record<string, (integration: Integration, action: string, options: IntegrationOptions) => Endpoint> = {
  'dynamodb:action': (integration, action, options) => dynamoDbEndpoint(integration, action, { ...options, roles: options.lambda.roles }),
  'lambda:path': (integration, _action, options) => lambdaEndpoint(integration, lambdaTarget(integration, options)),
};

/** Creates the integration of a method; throws if it is not emulated. */
export function createIntegration(method: Method, options: IntegrationOptions): Integrate {
  const { stageVariables } = options;
  const { Credentials, Type = '', Uri, ...others }: Partial<Integration> = method.Integration ?? {};
  if (others.ConnectionType === 'VPC_LINK') {
    throw new Error('integrations with VPC links are not emulated');
  }
  if (!TYPES[Type]) {
    throw new Error(`integrations of type ${Type} are not emulated`);
  }
  const integration: Integration = {
    ...others,
    Type,
    ...Credentials !== undefined && { Credentials: withStageVariables(Credentials, stageVariables) },
    ...Uri !== undefined && { Uri: withStageVariables(Uri, stageVariables) },
  };
  return TYPES[Type]({ ...method, Integration: integration }, integration, options);
}

function lambdaTarget(
  { Credentials: credentials, Uri: uri }: Integration, { lambda, methodArn, onRefusal }: IntegrationOptions,
): LambdaTarget {
  const target = new LambdaTarget(lambda, { uri, credentials });
  const refusal = target.refusal(methodArn);
  if (refusal) {
    onRefusal(refusal);
  }
  return target;
}
