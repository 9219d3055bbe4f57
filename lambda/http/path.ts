/** A REST API passes path parameters as they were sent. Undefined for invalid percent-encoding. */
export function decodeOnce(encoded = ''): string | undefined {
  try {
    return decodeURIComponent(encoded);
  } catch {
    return undefined;
  }
}

/** The colon is not encoded, because policies compare the path with an identity id that has one. */
export const pathSegment = (text: string): string => encodeURIComponent(text).replaceAll('%3A', ':');

export const countSegments = (path: string): number => path.split('/').length - 1;
