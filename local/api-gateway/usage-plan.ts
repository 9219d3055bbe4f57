import { RequestContext } from './exchange';
import { GatewayError } from './gateway-error';
import { Quota, QuotaProperties } from './quota';
import { Method } from './routes';
import { TokenBucket } from './token-bucket';

interface ThrottleSettings {
  readonly BurstLimit?: number | string;
  readonly RateLimit?: number | string;
}

interface ApiStage {
  readonly ApiId?: string;
  readonly Stage?: string;
  /** By path and method, such as `/notes/{userId}/GET`; `//GET` for the root. */
  readonly Throttle?: Record<string, ThrottleSettings>;
}

/** The properties of an AWS::ApiGateway::UsagePlan. */
export interface UsagePlanProperties {
  readonly ApiStages?: ApiStage[];
  readonly Quota?: QuotaProperties;
  readonly Throttle?: ThrottleSettings;
}

type CalledStage = Pick<RequestContext, 'apiId' | 'resourcePath' | 'stage'>;

/** Limits the use of each of a plan's API keys, over all its API stages together. */
export class UsagePlan {
  private readonly buckets = new Map<string, TokenBucket | undefined>();
  private readonly quotas: ReadonlyMap<string, Quota>;

  constructor(
    private readonly properties: UsagePlanProperties,
    private readonly keyIds: readonly string[],
    private readonly now: () => number,
  ) {
    const { Quota: quota } = properties;
    this.quotas = new Map(quota && keyIds.map((keyId) => [keyId, new Quota(quota, now)]));
  }

  /** Whether the plan gives a key access to an API stage. */
  includes(keyId: string, called: CalledStage): boolean {
    return this.keyIds.includes(keyId) && this.apiStage(called) !== undefined;
  }

  /** Throws if the key exceeds its throttle or its quota. */
  use(keyId: string, { HttpMethod }: Method, called: CalledStage): void {
    const path = `${called.resourcePath}/${HttpMethod}`;
    if (this.bucket(keyId, path, called)?.take() === false) {
      throw new GatewayError('THROTTLED');
    }
    if (this.quotas.get(keyId)?.take() === false) {
      throw new GatewayError('QUOTA_EXCEEDED');
    }
  }

  private apiStage({ apiId, stage }: CalledStage): ApiStage | undefined {
    return this.properties.ApiStages?.find(({ ApiId, Stage }) => ApiId === apiId && Stage === stage);
  }

  /** A method with its own throttle has its own bucket; all others share one. */
  private bucket(keyId: string, path: string, called: CalledStage): TokenBucket | undefined {
    const ofMethod = this.apiStage(called)?.Throttle?.[path];
    const name = ofMethod ? [keyId, called.apiId, called.stage, path].join(' ') : keyId;
    const { BurstLimit, RateLimit } = ofMethod ?? this.properties.Throttle ?? {};
    if (!this.buckets.has(name)) {
      this.buckets.set(name, TokenBucket.of(BurstLimit, RateLimit, this.now));
    }
    return this.buckets.get(name);
  }
}
