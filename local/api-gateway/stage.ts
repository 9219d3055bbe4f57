import { AccessLogSetting } from './access-log';
import { apiResources } from './api-resources';
import { MethodSetting } from './throttling';
import { Stack } from '../cloudformation/stack';

/** An AWS::ApiGateway::Stage's properties. */
export interface Stage {
  readonly AccessLogSetting?: AccessLogSetting;
  readonly MethodSettings?: MethodSetting[];
  readonly RestApiId: string;
  readonly StageName: string;
  readonly Variables?: Record<string, string>;
}

/** The stages of an API; the first is the one that its own address is of. */
export function stagesOf(stack: Stack, apiId: string): Stage[] {
  return apiResources<Stage>(stack, apiId, 'AWS::ApiGateway::Stage').map(({ properties }) => properties);
}
