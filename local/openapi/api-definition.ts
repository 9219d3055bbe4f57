import { apiResources } from '../api-gateway/api-resources';
import { AuthorizerProperties } from '../api-gateway/authorizer';
import { RestApiProperties } from '../api-gateway/rest-api';
import { Method, Route, routes } from '../api-gateway/routes';
import { stagesOf } from '../api-gateway/stage';
import { Stack, StackResource } from '../cloudformation/stack';

export interface DefinedAuthorizer extends AuthorizerProperties {
  readonly Name?: string;
}

interface DefinedValidator {
  readonly RestApiId: string;
  readonly Name?: string;
  readonly ValidateRequestBody?: boolean | string;
  readonly ValidateRequestParameters?: boolean | string;
}

interface DefinedModel {
  readonly RestApiId: string;
  readonly Schema?: string | Record<string, unknown>;
}

export type JsonSchema = Record<string, unknown>;

/** The models that API Gateway creates with each API. */
const DEFAULT_MODELS: Record<string, JsonSchema> = {
  Empty: { title: 'Empty Schema', type: 'object' },
  Error: { title: 'Error Schema', type: 'object', properties: { message: { type: 'string' } } },
};

/** The definition of one of an app's APIs in its templates. */
export class ApiDefinition {
  readonly properties: RestApiProperties & { readonly Version?: string };
  readonly routes: readonly Route[];
  readonly stageName: string;
  /** The JSON schemas, by the names of their models. */
  readonly models: ReadonlyMap<string, JsonSchema>;
  /** By their ids. */
  readonly authorizers: ReadonlyMap<string, DefinedAuthorizer>;
  /** By their ids. */
  readonly validators: ReadonlyMap<string, DefinedValidator>;

  constructor(readonly stack: Stack, readonly api: StackResource<RestApiProperties>) {
    const { logicalId, physicalId: apiId, properties } = api;
    const byId = <Properties extends { RestApiId: string }>(type: string): Map<string, Properties> =>
      new Map(apiResources<Properties>(stack, apiId, type).map((resource) => [resource.physicalId, resource.properties]));
    this.properties = properties;
    this.routes = routes(stack, apiId, stack.getAtt(logicalId, 'RootResourceId'))
      .sort((left, right) => left.resourcePath.localeCompare(right.resourcePath));
    this.stageName = stagesOf(stack, apiId)[0]?.StageName ?? '';
    this.models = new Map([
      ...Object.entries(DEFAULT_MODELS),
      ...[...byId<DefinedModel>('AWS::ApiGateway::Model')].map(([name, { Schema }]): [string, JsonSchema] => [name, schema(Schema)]),
    ]);
    this.authorizers = byId('AWS::ApiGateway::Authorizer');
    this.validators = byId('AWS::ApiGateway::RequestValidator');
  }

  /** The methods of all routes. */
  get methods(): Method[] {
    return this.routes.flatMap(({ methods }) => [...methods.values()]);
  }

  authorizerName(id: string): string {
    return this.authorizers.get(id)?.Name ?? id;
  }
}

function schema(written: string | JsonSchema = {}): JsonSchema {
  return typeof written === 'string' ? JSON.parse(written) as JsonSchema : written;
}
