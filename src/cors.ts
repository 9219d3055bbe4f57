import { Duration } from 'aws-cdk-lib';
import { IResource } from 'aws-cdk-lib/aws-apigateway';
import { ALLOWED_HEADERS, ANY_ORIGIN, sharedWith, VARY } from './contract/cors';

/** Short enough that an origin that is allowed no more is soon refused. */
const MAX_AGE = Duration.hours(1);

/** Which pages of other origins may call, and what they may send for the API's authorization. */
export interface Cors {
  readonly origins: string[];
  readonly requestHeaders: readonly string[];
}

/** Answers what a browser asks before it lets a page call the resource. */
export function addPreflight(resource: IResource, methods: string[], { origins, requestHeaders }: Cors): void {
  resource.addCorsPreflight({
    allowOrigins: origins,
    allowMethods: methods,
    allowHeaders: [...ALLOWED_HEADERS, ...requestHeaders],
    maxAge: MAX_AGE,
  });
}

/** A gateway response cannot choose among origins, as it has no template language, and its problem document holds nothing of a user's. */
export function gatewayResponseHeaders([origin, ...others]: readonly string[] = []): Record<string, string> {
  if (origin === undefined) {
    return {};
  }
  return origin === ANY_ORIGIN || others.length > 0 ? sharedWith(ANY_ORIGIN) : { ...sharedWith(origin), ...VARY };
}
