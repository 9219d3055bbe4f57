import { RequestContext } from './exchange';
import { GatewayError } from './gateway-responses';
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
  /** By path and method, as in `/notes/{userId}/GET`; the root's is `//GET`. */
  readonly Throttle?: Record<string, ThrottleSettings>;
}

/** An AWS::ApiGateway::UsagePlan's properties. */
export interface UsagePlanProperties {
  readonly ApiStages?: ApiStage[];
  readonly Quota?: QuotaProperties;
  readonly Throttle?: ThrottleSettings;
}

type CalledStage = Pick<RequestContext, 'apiId' | 'resourcePath' | 'stage'>;

/** How much each of a plan's API keys may be used, on all its API stages together. */
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

  /** Whether a key opens an API stage. */
  includes(keyId: string, called: CalledStage): boolean {
    return this.keyIds.includes(keyId) && this.apiStage(called) !== undefined;
  }

  /** Throws when the key has been used too fast or too often. */
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

  /** A method that the plan throttles by itself has a bucket of its own, all others share one. */
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
