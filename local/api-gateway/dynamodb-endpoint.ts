import { Endpoint } from './custom-integration';
import { ApiFault } from './gateway-error';
import { sendRequest } from './http-client';
import { timeoutOf } from './integration-timeout';
import { assumeRefusal, SESSION_NAME } from './invocation-role';
import { Integration } from './routes';
import { AccessKeys } from '../iam/access-keys';
import { RoleSession } from '../iam/role-session';
import { Roles } from '../iam/roles';
import { Signer } from '../iam/signer';

interface DynamoDbEndpointOptions {
  readonly accessKeys: AccessKeys;
  readonly dynamoDbEndpoint: string;
  readonly roles: Roles;
}

/** AWS with an action of DynamoDB: the body is the request, which API Gateway signs in the role of the integration. */
export function dynamoDbEndpoint(
  integration: Integration, action: string, { accessKeys, dynamoDbEndpoint: endpoint, roles }: DynamoDbEndpointOptions,
): Endpoint {
  const { Credentials, Uri = '' } = integration;
  if (!Credentials) {
    throw new Error('its integration with dynamodb has no credentials: it requires a role');
  }
  const role = roles.find(Credentials);
  const region = Uri.split(':')[3];
  return async ({ body }, { trace }) => {
    const refusal = assumeRefusal(role);
    if (refusal) {
      throw new ApiFault('API_CONFIGURATION_ERROR', refusal);
    }
    const session = new RoleSession(role, SESSION_NAME, { onDecision: (decision) => trace.decide(decision) });
    const credentials = accessKeys.issue(session);
    try {
      const url = new URL(endpoint);
      const { headers } = await new Signer(credentials, region, 'dynamodb').sign({
        method: 'POST',
        protocol: url.protocol,
        hostname: url.hostname,
        path: '/',
        headers: { 'host': url.host, 'content-type': 'application/x-amz-json-1.0', 'x-amz-target': `DynamoDB_20120810.${action}` },
        body,
      });
      return await sendRequest(url, { method: 'POST', headers: Object.entries(headers), body, timeoutMs: timeoutOf(integration) });
    } finally {
      accessKeys.revoke(credentials);
    }
  };
}
