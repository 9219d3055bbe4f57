import { Token } from 'aws-cdk-lib';
import { checkedList, matches, shown } from './checked-values';

/** A field name (RFC 9110, section 5.1) but the wildcard of CORS, without quotes, which a response parameter of API Gateway cannot have. */
const HEADER_NAME = /^(?!\*$)[\w!#$%&*+.^|~-]+$/;

export function checkedHeaderNames(name: string, headers: string[], remedy: string): string[] {
  const wrong = checkedList(name, headers, remedy).find((header) => !Token.isUnresolved(header) && !matches(header, HEADER_NAME));
  if (wrong !== undefined) {
    throw new Error(`"${name}" has ${shown(wrong)}, which is not a valid header name: ${remedy}`);
  }
  return headers;
}
