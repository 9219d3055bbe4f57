import { RequestContext } from './exchange';
import { GatewayError } from './gateway-error';
import { TokenBucket } from './token-bucket';

/** An entry of a stage's MethodSettings. */
export interface MethodSetting {
  readonly HttpMethod?: string;
  readonly ResourcePath?: string;
  readonly ThrottlingBurstLimit?: number | string;
  readonly ThrottlingRateLimit?: number | string;
}

type Limit = 'ThrottlingBurstLimit' | 'ThrottlingRateLimit';
type CalledMethod = Pick<RequestContext, 'httpMethod' | 'resourcePath'>;

/** The throttling of a stage: each method with a limit has its own token bucket. */
export class Throttling {
  private readonly buckets = new Map<string, TokenBucket | undefined>();

  constructor(private readonly settings: MethodSetting[] = [], private readonly now = () => performance.now()) {}

  /** Throws if the method's bucket is empty. */
  throttle(called: CalledMethod): void {
    const key = `${called.httpMethod} ${called.resourcePath}`;
    if (!this.buckets.has(key)) {
      this.buckets.set(key, this.bucket(called));
    }
    if (this.buckets.get(key)?.take() === false) {
      throw new GatewayError('THROTTLED');
    }
  }

  private bucket({ httpMethod, resourcePath }: CalledMethod): TokenBucket | undefined {
    const limit = (name: Limit) =>
      [
        [resourcePath, httpMethod],
        [resourcePath, '*'],
        ['/*', httpMethod],
        ['/*', '*'],
      ]
        .map(
          ([path, method]) =>
            this.settings.find((setting) => decoded(setting.ResourcePath) === path && setting.HttpMethod === method)?.[name],
        )
        .find((value) => value !== undefined);
    return TokenBucket.of(limit('ThrottlingBurstLimit'), limit('ThrottlingRateLimit'), this.now);
  }
}

/** Decodes `/~1a~1{b}` to `/a/{b}`; settings do not encode the root and `/*`. */
function decoded(resourcePath = ''): string {
  return resourcePath.replace(/^\/(?=~1)/, '').replaceAll('~1', '/');
}
