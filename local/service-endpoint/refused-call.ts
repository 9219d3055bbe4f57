import { randomUUID } from 'node:crypto';
import { ServerResponse } from 'node:http';
import { ReceivedRequest } from '../iam/canonical-request';

/** The names in the environment variables of endpoints, for services whose name in signatures differs. */
const VARIABLES: Readonly<Record<string, string>> = {
  'bedrock': 'BEDROCK_RUNTIME',
  'cognito-idp': 'COGNITO_IDENTITY_PROVIDER',
  'email': 'SES',
  'events': 'EVENTBRIDGE',
  'logs': 'CLOUDWATCH_LOGS',
  'monitoring': 'CLOUDWATCH',
  'secretsmanager': 'SECRETS_MANAGER',
  'ses': 'SES',
  'states': 'SFN',
};

/** Refuses a call to a service, or to a host if the request names no service, and reports a remedy. */
export function refuseCall(service: string, request: ReceivedRequest, response: ServerResponse, tell: (line: string) => void): void {
  const message = service.includes('.')
    ? `${service} is not emulated here, and no call to AWS leaves this machine: give the function the URL of an emulator`
    : `the AWS service ${service} is not emulated here: set ${variableOf(service)} in the function's environment to the URL of an emulator`;
  tell(message);
  const { body, contentType } = errorFormat(service, request)(message);
  // A status that clients do not retry.
  response.writeHead(400, { 'Content-Type': contentType, 'x-amzn-RequestId': randomUUID(), 'x-amzn-ErrorType': CODE }).end(body);
}

function variableOf(service: string): string {
  return `AWS_ENDPOINT_URL_${VARIABLES[service] ?? service.toUpperCase().replaceAll('-', '_')}`;
}

const CODE = 'NotEmulated';

type ErrorFormat = (message: string) => { readonly body: string; readonly contentType: string };

const JSON_ERROR: ErrorFormat = (message) => ({ contentType: 'application/json', body: JSON.stringify({ __type: CODE, message }) });
const XML_ERROR: ErrorFormat = (message) => ({ contentType: 'application/xml', body: xml(message) });
const QUERY_ERROR: ErrorFormat = (message) => ({ contentType: 'text/xml', body: `<ErrorResponse>${xml(message)}</ErrorResponse>` });

/** The protocol of the service, so that its client can read the error. */
function errorFormat(service: string, { headers }: ReceivedRequest): ErrorFormat {
  if (headers['content-type']?.startsWith('application/x-www-form-urlencoded')) {
    return QUERY_ERROR;
  }
  return service === 's3' ? XML_ERROR : JSON_ERROR;
}

function xml(message: string): string {
  return `<Error><Code>${CODE}</Code><Message>${message}</Message></Error>`;
}
