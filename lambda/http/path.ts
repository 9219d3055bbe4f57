/** A REST API passes path parameters as they were sent. Undefined for invalid percent-encoding. */
export function decodeOnce(encoded = ''): string | undefined {
  try {
    return decodeURIComponent(encoded);
  } catch {
    return undefined;
  }
}

/** A path parameter as it was sent, with every character encoded that a segment of a URI cannot contain (RFC 3986, section 3.3). */
export const pathSegment = (sent = ''): string => sent.replace(/[^\w.~!$&'()*+,;=:@%-]/gu, encodeURIComponent);
