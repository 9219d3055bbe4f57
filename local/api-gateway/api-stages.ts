import { ListeningApi } from './api-servers';
import { BasePath } from './base-path';
import { RestApi, RestApiOptions } from './rest-api';
import { stagesOf } from './stage';

/** The stages of all APIs that requests can reach: the first stage of each API, and the stages that domain names are mapped to. */
export class ApiStages {
  /** The first stage of each API. */
  readonly firsts: RestApi[];
  private readonly restApis: RestApi[];

  constructor(apis: readonly ListeningApi[], mapped: readonly BasePath[], options: (logicalId: string) => RestApiOptions) {
    const byApi = apis.map(({ resource, stack }) => {
      const names = mapped.filter(({ apiId }) => apiId === resource.physicalId).map(({ stage }) => stage);
      const [first, ...others] = stagesOf(stack, resource.physicalId);
      const reached = [first, ...others.filter(({ StageName }) => names.includes(StageName))];
      return reached.map((stage) => new RestApi(stack, resource, stage, options(resource.logicalId)));
    });
    this.firsts = byApi.map(([first]) => first);
    this.restApis = byApi.flat();
  }

  /** The base paths of the stages at API Gateway's own hosts. */
  get defaultEndpoints(): BasePath[] {
    return this.restApis.map(({ defaultEndpoint }) => defaultEndpoint);
  }

  /** The stage that a base path is mapped to. */
  find({ apiId, stage }: BasePath): RestApi | undefined {
    return this.restApis.find(({ defaultEndpoint }) => defaultEndpoint.apiId === apiId && defaultEndpoint.stage === stage);
  }
}
