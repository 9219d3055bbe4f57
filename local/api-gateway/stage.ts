import { AccessLogSetting } from './access-log';
import { apiResources } from './api-resources';
import { MethodSetting } from './throttling';
import { Stack } from '../cloudformation/stack';

/** The properties of an AWS::ApiGateway::Stage. */
export interface Stage {
  readonly AccessLogSetting?: AccessLogSetting;
  readonly DeploymentId?: string;
  readonly MethodSettings?: MethodSetting[];
  readonly RestApiId: string;
  readonly StageName: string;
  readonly Variables?: Record<string, string>;
}

/** The stages of an API. The API's local URL serves the first one. */
export function stagesOf(stack: Stack, apiId: string): Stage[] {
  return apiResources<Stage>(stack, apiId, 'AWS::ApiGateway::Stage').map(({ properties }) => properties);
}
