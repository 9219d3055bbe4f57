import { ApiKeys } from './api-keys';
import { Exchange } from './exchange';
import { GatewayError } from './gateway-error';
import { Method } from './routes';
import { UsagePlan, UsagePlanProperties } from './usage-plan';
import { Stack } from '../cloudformation/stack';

interface UsagePlanKeyProperties {
  readonly KeyId: string;
  readonly UsagePlanId: string;
}

export type ApiKeySource = keyof typeof SOURCES;

/** Reads a request's API key, by the ApiKeySourceType of its API. */
const SOURCES = {
  AUTHORIZER: ({ usageIdentifierKey }: Exchange) => usageIdentifierKey,
  HEADER: ({ request }: Exchange) => request.headers.get('X-Api-Key'),
};

/** The current time, from a clock that never goes back. */
const time = () => performance.timeOrigin + performance.now();

/** The usage plans in the assembly. */
export class UsagePlans {
  private readonly plans: UsagePlan[];

  constructor(
    stacks: readonly Stack[],
    private readonly apiKeys: ApiKeys,
  ) {
    const members = stacks
      .flatMap((stack) => stack.resources<UsagePlanKeyProperties>('AWS::ApiGateway::UsagePlanKey'))
      .map(({ properties }) => properties);
    this.plans = stacks
      .flatMap((stack) => stack.resources<UsagePlanProperties>('AWS::ApiGateway::UsagePlan'))
      .map(({ physicalId, properties }) => {
        const keyIds = members.filter(({ UsagePlanId }) => UsagePlanId === physicalId).map(({ KeyId }) => KeyId);
        return new UsagePlan(properties, keyIds, time);
      });
  }

  /** Throws unless the request has a valid API key, if its method requires one; adds the key to the caller's identity. */
  admit(method: Method, exchange: Exchange, apiKeySource: ApiKeySource = 'HEADER'): void {
    if (String(method.ApiKeyRequired) !== 'true') {
      return;
    }
    const { requestContext, trace } = exchange;
    const key = this.apiKeys.find(SOURCES[apiKeySource](exchange));
    const plan = key && this.plans.find((candidate) => candidate.includes(key.id, requestContext));
    if (!plan) {
      const reason = key ? 'no usage plan of the stage includes the key' : 'the request has no valid API key';
      trace.decide({ by: key?.logicalId ?? 'API key', allowed: false, reason });
      throw new GatewayError('INVALID_API_KEY').because(reason);
    }
    trace.decide({ by: key.logicalId, allowed: true, reason: 'a usage plan of the stage includes the key' });
    requestContext.identity.apiKey = key.value;
    requestContext.identity.apiKeyId = key.id;
    plan.use(key.id, method, requestContext);
  }
}
