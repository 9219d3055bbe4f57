/** The ARN of the function in `arn:aws:apigateway:{region}:lambda:path/2015-03-31/functions/{arn}/invocations`. */
export function functionArn(uri = ''): string {
  return /\/functions\/(.+)\/invocations$/.exec(uri)?.[1] ?? uri;
}
