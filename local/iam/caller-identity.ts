import { randomUUID } from 'node:crypto';
import { ServerResponse } from 'node:http';
import { AccessKeys } from './access-keys';
import { Authentication } from './authentication';
import { ReceivedRequest } from './canonical-request';
import { SignatureError } from './signature-error';

/** The part of AWS STS that functions call: GetCallerIdentity, which needs no permission. */
export class CallerIdentity {
  private readonly authentication: Authentication;

  constructor(accessKeys: AccessKeys, private readonly onRefused: (logicalId: string, line: string) => void) {
    this.authentication = new Authentication(accessKeys, { service: 'sts' });
  }

  async answer(request: ReceivedRequest, response: ServerResponse): Promise<void> {
    const respond = (statusCode: number, body: string) => {
      response.writeHead(statusCode, { 'Content-Type': 'text/xml', 'x-amzn-RequestId': randomUUID() }).end(body);
    };
    try {
      const { session } = await this.authentication.authenticate(request);
      const action = new URLSearchParams(request.body.toString() || request.query).get('Action');
      if (action === 'GetCallerIdentity') {
        respond(200, identity({ Arn: session.arn, UserId: session.userId, Account: session.account }));
        return;
      }
      const message = `${action} of STS is not emulated here: only GetCallerIdentity is`;
      this.onRefused(session.logicalId, message);
      respond(400, failure('NotEmulated', message));
    } catch (error) {
      if (!(error instanceof SignatureError)) {
        throw error;
      }
      respond(403, failure(error.type, error.message || 'The security token included in the request is invalid'));
    }
  }
}

function identity(members: Record<string, string>): string {
  const result = elements({ GetCallerIdentityResult: elements(members) });
  return `<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">${result}</GetCallerIdentityResponse>`;
}

function failure(Code: string, message: string): string {
  const Message = message.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
  return elements({ ErrorResponse: elements({ Error: elements({ Type: 'Sender', Code, Message }) }) });
}

function elements(members: Record<string, string>): string {
  return Object.entries(members).map(([name, content]) => `<${name}>${content}</${name}>`).join('');
}
