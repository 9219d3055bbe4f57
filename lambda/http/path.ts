/** A REST API hands path parameters over as they were sent. Undefined when an escape is not one. */
export function decodeOnce(encoded = ''): string | undefined {
  try {
    return decodeURIComponent(encoded);
  } catch {
    return undefined;
  }
}

/** Policies know a caller's own path by an identity id, whose colon they have as it is. */
export const pathSegment = (text: string): string => encodeURIComponent(text).replaceAll('%3A', ':');

export const countSegments = (path: string): number => path.split('/').length - 1;
