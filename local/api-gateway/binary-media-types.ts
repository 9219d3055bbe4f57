/** The media types whose bodies are passed on as Base64. */
export class BinaryMediaTypes {
  private readonly patterns: string[];

  constructor(patterns: string[] = []) {
    this.patterns = patterns.map((pattern) => pattern.replace('~1', '/').toLowerCase());
  }

  /** Whether the first type of a Content-Type or Accept header is one of them. */
  includes(header: string | undefined): boolean {
    const type = (header ?? '').split(/[,;]/)[0].trim().toLowerCase();
    return this.patterns.some((pattern) => pattern === '*/*' || matches(pattern, type));
  }
}

/** A wildcard stands for every subtype; API Gateway has none for the part before the slash. */
function matches(pattern: string, type: string): boolean {
  return !pattern.startsWith('*/') && (pattern === type || (pattern.endsWith('/*') && type.startsWith(pattern.slice(0, -1))));
}
