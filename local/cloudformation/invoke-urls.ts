import { mapStrings } from './strings';

/** The value of `AWS::URLSuffix`. */
export const URL_SUFFIX = 'amazonaws.com';

/** The host of an API's default endpoint. */
export function defaultHost(apiId: string, region: string): string {
  return `${apiId}.execute-api.${region}.${URL_SUFFIX}`;
}

const INVOKE_URL = new RegExp(`https://${defaultHost('([a-z0-9]{10})', '[a-z0-9-]+').replaceAll('.', '\\.')}(?:\\.cn)?(?:/[\\w-]+)?`, 'g');

/** Replaces the invoke URLs of the APIs by their local URLs. */
export class InvokeUrls {
  private readonly urls = new Map<string, string>();

  add(apiId: string, url: string): void {
    this.urls.set(apiId, url.replace(/\/$/, ''));
  }

  /** Replaces every invoke URL in the strings of a value. */
  localize(value: unknown): unknown {
    return mapStrings(value, (text) => text.replace(INVOKE_URL, (url, apiId: string) => this.urls.get(apiId) ?? url));
  }
}
