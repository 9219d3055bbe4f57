import { Exchange } from './exchange';
import { GatewayError } from './gateway-error';
import { HttpRequest } from './http';
import { ConditionKeyValues, ContextKeys } from '../iam/context-keys';
import { AccessRequest } from '../iam/policy';
import { INVOKE } from '../iam/security-token-service';

/** The parts of an exchange that policies can name. */
interface Invocation {
  readonly methodArn: string;
  readonly request: Pick<HttpRequest, 'headers' | 'sourceIp'>;
}

/** The condition keys of a request by any sender: it comes over the internet, and not from an AWS service. */
export function requestKeys({ methodArn, request }: Invocation): ConditionKeyValues {
  const values = (value: string | undefined) => value === undefined ? [] : [value];
  return {
    'aws:Referer': values(request.headers.get('Referer')),
    'aws:RequestedRegion': [methodArn.split(':')[3]],
    'aws:SourceAccount': [],
    'aws:SourceArn': [],
    'aws:SourceIp': [request.sourceIp],
    'aws:SourceVpc': [],
    'aws:SourceVpce': [],
    'aws:UserAgent': values(request.headers.get('User-Agent')),
    'aws:VpcSourceIp': [],
  };
}

/** The access that a caller without an IAM identity requests. */
export function anonymousInvocation(exchange: Exchange): AccessRequest {
  const context = new ContextKeys({
    'aws:PrincipalAccount': [],
    'aws:PrincipalArn': [],
    'aws:PrincipalType': ['Anonymous'],
    'aws:SecureTransport': ['true'],
    'aws:userid': ['anonymous'],
    'aws:ViaAWSService': ['false'],
    ...requestKeys(exchange),
  });
  return { action: INVOKE, resource: exchange.methodArn, context };
}

/** AWS's message for a caller that the policies refuse; it masks the account of the API. */
export function invokeDenied(user: string, methodArn: string, reason: string): GatewayError {
  const resource = methodArn.replace(/:\d{8}(?=\d{4}:)/, ':********');
  return new GatewayError('INVOKE_DENIED', `User: ${user} is not authorized to perform: ${INVOKE} on resource: ${resource} ${reason}`);
}
