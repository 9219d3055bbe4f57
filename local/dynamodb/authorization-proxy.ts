import { randomUUID } from 'node:crypto';
import * as http from 'node:http';
import * as https from 'node:https';
import { pipeline } from 'node:stream';
import { DynamoDbConnection } from './connection';
import { CustomerKeys } from './customer-keys';
import { PartitionKeys } from './partition-keys';
import { RequiredAccess, requiredAccess } from './required-access';
import { ServiceError } from './service-error';
import { AccessKeys } from '../iam/access-keys';
import { Authentication } from '../iam/authentication';
import { ReceivedRequest } from '../iam/canonical-request';
import { distinctMessages } from '../iam/distinct-messages';
import { RoleSession } from '../iam/role-session';
import { SignatureError } from '../iam/signature-error';
import { Signer } from '../iam/signer';
import { Lifetime } from '../machine/lifetime';

/** Shorter than any server's idle timeout, so that no request is sent on a connection that is about to be closed. */
const IDLE_MS = 1_000;

/** Header fields of the function's connection and signature. */
const NOT_PASSED_ON = [
  'authorization', 'connection', 'content-length', 'expect', 'host', 'keep-alive', 'transfer-encoding', 'x-amz-content-sha256',
  'x-amz-date', 'x-amz-security-token',
];

interface AuthorizationProxyOptions {
  readonly dynamoDb: DynamoDbConnection;
  readonly accessKeys: AccessKeys;
  readonly customerKeys: CustomerKeys;
  readonly partitionKeys: PartitionKeys;
  readonly lifetime: Lifetime;
  /** Receives each part of a function's policies that cannot be evaluated, once. */
  readonly onUndecided: (logicalId: string, reason: string) => void;
}

/** Enforces IAM in front of DynamoDB: a request that the function's role does not allow is not forwarded. */
export class AuthorizationProxy {
  private readonly endpoint: URL;
  private readonly agent: http.Agent;
  private readonly request: typeof http.request;
  private readonly authentication: Authentication;
  private readonly tell: (logicalId: string, reason: string) => void;

  constructor(private readonly options: AuthorizationProxyOptions) {
    this.tell = distinctMessages(options.onUndecided);
    this.endpoint = new URL(options.dynamoDb.endpoint);
    const { Agent, request } = this.endpoint.protocol === 'https:' ? https : http;
    this.agent = new Agent({ keepAlive: true, timeout: IDLE_MS });
    this.request = request;
    // A function may call any region.
    this.authentication = new Authentication(options.accessKeys, { service: 'dynamodb' });
    options.lifetime.onEnd(() => this.agent.destroy());
  }

  async answer(request: ReceivedRequest, response: http.ServerResponse): Promise<void> {
    try {
      await this.answerAuthorized(request, response);
    } catch (error) {
      refuse(response, error as Error);
    }
  }

  private async answerAuthorized(request: ReceivedRequest, response: http.ServerResponse): Promise<void> {
    if (!request.headers.authorization?.startsWith('AWS4-')) {
      throw new SignatureError('MissingAuthenticationToken');
    }
    const {
      session,
      signature: { region },
    } = await this.authentication.authenticate(request);
    this.authorize(session, request, region);
    const { body, headers, method } = request;
    const { host, hostname, pathname, protocol } = this.endpoint;
    const passedOn = { method, body, protocol, hostname, path: pathname, query: {}, headers: { ...passedOnHeaders(headers), host } };
    this.forward(request, (await new Signer(this.options.dynamoDb.credentials, region, 'dynamodb').sign(passedOn)).headers, response);
  }

  private authorize(session: RoleSession, { body, headers }: ReceivedRequest, region: string): void {
    const [, operation] = /^DynamoDB_20120810\.(\w+)$/.exec(headers['x-amz-target'] ?? '') ?? [];
    if (!operation) {
      throw new ServiceError('UnknownOperationException');
    }
    const tables = `arn:aws:dynamodb:${region}:${session.account}:table/`;
    const refusal = ({ action, keys, resource, resourcePolicy }: RequiredAccess) =>
      session.refusal(
        action,
        resource,
        { 'aws:RequestedRegion': [region], ...keys },
        (reason) => this.tell(session.logicalId, reason),
        resourcePolicy,
      );
    const required = requiredAccess(operation, parse(body), tables, this.options.partitionKeys);
    for (const access of required) {
      const why = refusal(access);
      if (why) {
        throw new ServiceError(
          'AccessDeniedException',
          `User: ${session.arn} is not authorized to perform: ${access.action} on resource: ${access.resource} ${why}`,
        );
      }
    }
    if (required.flatMap((access) => this.options.customerKeys.requiredAccess(access)).some(refusal)) {
      throw new ServiceError('AccessDeniedException', kmsRefusal());
    }
  }

  private forward({ body, method }: ReceivedRequest, headers: Record<string, string>, response: http.ServerResponse): void {
    const outgoing = this.request(
      this.endpoint,
      { method, agent: this.agent, headers: { ...headers, 'content-length': body.length } },
      (incoming) => {
        response.writeHead(incoming.statusCode!, incoming.statusMessage, passedOnHeaders(incoming.headers as Record<string, string>));
        pipeline(incoming, response, () => undefined);
      },
    );
    outgoing.on('error', () => response.destroy());
    // A function that has ended needs no response.
    response.on('close', () => {
      if (!response.writableFinished) {
        outgoing.destroy();
      }
    });
    outgoing.end(body);
  }
}

/** DynamoDB's message about KMS, whatever the reason is. */
function kmsRefusal(): string {
  return (
    'KMS key access denied error: com.amazonaws.services.kms.model.AWSKMSException: The ciphertext refers to a customer master key that does not exist, '
    + `does not exist in this region, or you are not allowed to access. (Service: AWSKMS; Status Code: 400; Error Code: AccessDeniedException; Request ID: ${randomUUID()}; Proxy: null)`
  );
}

function passedOnHeaders(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !NOT_PASSED_ON.includes(name)));
}

function parse(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString()) ?? {};
  } catch {
    throw new ServiceError('SerializationException');
  }
}

function refuse(response: http.ServerResponse, error: Error): void {
  const refusal = error instanceof SignatureError ? new ServiceError(`${error.type}Exception`, error.message || undefined) : error;
  if (!(refusal instanceof ServiceError)) {
    response.destroy();
  } else {
    response.writeHead(400, { 'Content-Type': 'application/x-amz-json-1.0', 'x-amzn-RequestId': randomUUID() }).end(refusal.body);
  }
}
