import { RequestContext } from './exchange';
import { GatewayError } from './gateway-responses';

/** An entry of a stage's MethodSettings. */
export interface MethodSetting {
  readonly HttpMethod?: string;
  readonly ResourcePath?: string;
  readonly ThrottlingBurstLimit?: number | string;
  readonly ThrottlingRateLimit?: number | string;
}

/** The limits of an account, which hold where a stage sets only one of the two. */
const ACCOUNT_LIMITS = { ThrottlingBurstLimit: 5_000, ThrottlingRateLimit: 10_000 };

type Limit = keyof typeof ACCOUNT_LIMITS;
type CalledMethod = Pick<RequestContext, 'httpMethod' | 'resourcePath'>;

/** A stage's throttling: each method has a token bucket of its own, unless nothing limits it. */
export class Throttling {
  private readonly buckets = new Map<string, TokenBucket | undefined>();

  constructor(private readonly settings: MethodSetting[] = [], private readonly now = () => performance.now()) {}

  /** Throws when the method's bucket is empty. */
  throttle(called: CalledMethod): void {
    const key = `${called.httpMethod} ${called.resourcePath}`;
    if (!this.buckets.has(key)) this.buckets.set(key, this.bucket(called));
    if (this.buckets.get(key)?.take() === false) throw new GatewayError('THROTTLED');
  }

  private bucket({ httpMethod, resourcePath }: CalledMethod): TokenBucket | undefined {
    const limit = (name: Limit) => [[resourcePath, httpMethod], [resourcePath, '*'], ['/*', httpMethod], ['/*', '*']]
      .map(([path, method]) => this.settings.find((setting) => decoded(setting.ResourcePath) === path && setting.HttpMethod === method)?.[name])
      .find((value) => value !== undefined);
    const burst = limit('ThrottlingBurstLimit');
    const rate = limit('ThrottlingRateLimit');
    if (burst === undefined && rate === undefined) return undefined;
    return new TokenBucket(Number(burst ?? ACCOUNT_LIMITS.ThrottlingBurstLimit), Number(rate ?? ACCOUNT_LIMITS.ThrottlingRateLimit), this.now);
  }
}

/** Starts full and is filled with `rate` tokens a second, up to `size`. */
class TokenBucket {
  private tokens: number;
  private filledAt: number;

  constructor(private readonly size: number, private readonly rate: number, private readonly now: () => number) {
    this.tokens = size;
    this.filledAt = now();
  }

  /** Whether there was a token to take. */
  take(): boolean {
    const now = this.now();
    this.tokens = Math.min(this.size, this.tokens + (now - this.filledAt) / 1_000 * this.rate);
    this.filledAt = now;
    if (this.tokens < 1) return false;
    this.tokens -= 1;
    return true;
  }
}

/** The path `/a/{b}`, which a setting writes as `/~1a~1{b}`; the root and `/*` it writes as they are. */
function decoded(resourcePath = ''): string {
  return resourcePath.replace(/^\/(?=~1)/, '').replaceAll('~1', '/');
}
