import { randomUUID } from 'node:crypto';
import { createServer, IncomingMessage, Server, ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { refuseCall } from './refused-call';
import { AccessKeys } from '../iam/access-keys';
import { ReceivedRequest } from '../iam/canonical-request';
import { credentialScope } from '../iam/signature';
import { isAwsHost } from '../machine/aws-hosts';
import { Lifetime } from '../machine/lifetime';
import { HOST, isLoopback, listen } from '../machine/loopback';
import { isFromPage } from '../machine/page-requests';

const DYNAMODB = 'dynamodb';

/** An AWS service that is emulated for its callers in functions. */
export interface Service {
  /** Answers a request; if it throws, the connection is closed. */
  answer(request: ReceivedRequest, response: ServerResponse): Promise<void>;
}

/** The emulated services, by the name in the signatures of their requests. */
export type Services = Readonly<Record<string, Service>>;

type Log = (logicalId: string, line: string) => void;

/** The endpoint of all AWS services for functions. A request's signature names the service. */
export class ServiceEndpoint {
  static async listen(accessKeys: AccessKeys, lifetime: Lifetime, log: Log): Promise<ServiceEndpoint> {
    // A connection must stay open while a function blocks its event loop for seconds.
    const server = createServer({ keepAliveTimeout: 0 });
    const endpoint = new ServiceEndpoint(server, `http://${HOST}:${await listen(server, 0)}`, accessKeys, log);
    lifetime.onEnd(() => {
      server.close();
      server.closeAllConnections();
    });
    return endpoint;
  }

  private services: Services = {};

  private constructor(
    server: Server,
    readonly url: string,
    private readonly accessKeys: AccessKeys,
    private readonly log: Log,
  ) {
    server.on('request', (message: IncomingMessage, response: ServerResponse) => {
      if (isFromPage(message, (host) => isLoopback(host) || isAwsHost(host))) {
        response.writeHead(403).end();
        return;
      }
      this.answer(message, response).catch(() => response.destroy());
    });
  }

  serve(services: Services): void {
    this.services = services;
  }

  private async answer(message: IncomingMessage, response: ServerResponse): Promise<void> {
    const request = await receivedRequest(message);
    const { accessKeyId, service } = calledService(request);
    // DynamoDB's health check needs no signature.
    if (service === DYNAMODB && request.method === 'GET' && request.path === '/' && !request.query) {
      response.writeHead(200, { 'x-amzn-RequestId': randomUUID() }).end(`healthy: ${request.headers.host} `);
      return;
    }
    if (Object.hasOwn(this.services, service)) {
      await this.services[service].answer(request, response);
      return;
    }
    const logicalId = this.accessKeys.find(accessKeyId ?? '')?.session.logicalId ?? 'AWS';
    refuseCall(service, request, response, (line) => this.log(logicalId, line));
  }
}

/** The service that a request is signed for, or else its host. DynamoDB also refuses requests that are signed for others. */
function calledService(request: ReceivedRequest): { accessKeyId?: string; service: string } {
  const { host = '', 'x-amz-target': target } = request.headers;
  const { accessKeyId, service = /(?:^dynamodb|\.ddb)[.-]|:\d+$/.test(host) ? DYNAMODB : host } = credentialScope(request);
  return { accessKeyId, service: target?.startsWith('DynamoDB_') ? DYNAMODB : service };
}

async function receivedRequest(message: IncomingMessage): Promise<ReceivedRequest> {
  const headers = Object.fromEntries(Object.entries(message.headers).map(([name, value]) => [name, String(value)]));
  const [path, query = ''] = message.url!.split(/\?(.*)/s);
  return { method: message.method!, path, query, headers, body: await buffer(message) };
}
