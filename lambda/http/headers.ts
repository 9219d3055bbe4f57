import type { APIGatewayProxyEvent } from 'aws-lambda';

/** All values of a request header as one comma-separated list (RFC 9110, section 5.3). */
export function headerOf({ multiValueHeaders }: APIGatewayProxyEvent, name: string): string | undefined {
  const values = Object.keys(multiValueHeaders ?? {})
    .filter((key) => key.toLowerCase() === name)
    .flatMap((key) => multiValueHeaders[key] ?? []);
  return values.length > 0 ? values.join(', ') : undefined;
}
