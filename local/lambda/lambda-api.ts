import { randomUUID } from 'node:crypto';
import { ServerResponse } from 'node:http';
import { LambdaError } from './lambda-error';
import { MAX_PAYLOAD_BYTES } from './lambda-function';
import { FunctionNotFound, LambdaService } from './lambda-service';
import { INVOKE_FUNCTION } from './permissions';
import { QualifiedFunction } from './qualified-function';
import { AccessKeys } from '../iam/access-keys';
import { Authentication } from '../iam/authentication';
import { ReceivedRequest } from '../iam/canonical-request';
import { RoleSession } from '../iam/role-session';
import { SignatureError } from '../iam/signature-error';
import { Trace } from '../observation/trace';

const INVOKE = /^\/2015-03-31\/functions\/([^/]+)\/invocations\/?$/;

/** A name, a partial ARN or an ARN of a function, with or without a qualifier. */
const FUNCTION_NAME = /^(?:(?:arn:[^:]+:lambda:([^:]+):)?(?:(\d{12}):)?function:)?([\w-]{1,140})(?::([\w$-]{1,129}))?$/;

/** Lambda's limit on the payload of an asynchronous invocation. */
const MAX_EVENT_BYTES = 1024 * 1024;

/** How much of the log a response can contain. */
const LOG_TAIL_BYTES = 4 * 1024;

interface LambdaApiOptions {
  readonly lambda: LambdaService;
  readonly accessKeys: AccessKeys;
  readonly onUndecided: (logicalId: string, reason: string) => void;
  readonly onRefused: (logicalId: string, line: string) => void;
}

/** Answers a response that Lambda sends in JSON. */
type Respond = (statusCode: number, headers?: Record<string, string>, body?: string) => void;

/** Lambda's API: functions invoke functions, as their roles allow. */
export class LambdaApi {
  private readonly authentication: Authentication;

  constructor(private readonly options: LambdaApiOptions) {
    // A function may call any region.
    this.authentication = new Authentication(options.accessKeys, { service: 'lambda' });
  }

  async answer(request: ReceivedRequest, response: ServerResponse): Promise<void> {
    const respond: Respond = (statusCode, headers = {}, body = '') => {
      response.writeHead(statusCode, { 'Content-Type': 'application/json', 'x-amzn-RequestId': randomUUID(), ...headers }).end(body);
    };
    try {
      await this.invoke(request, respond);
    } catch (thrown) {
      const error = LambdaError.of(thrown as Error);
      respond(error.statusCode, { 'x-amzn-ErrorType': error.type }, error.body);
    }
  }

  private async invoke(request: ReceivedRequest, respond: Respond): Promise<void> {
    const { session, signature: { region } } = await this.authentication.authenticate(request).catch((error: SignatureError) => {
      throw error instanceof SignatureError ? new LambdaError(`${error.type}Exception`, error.message) : error;
    });
    const [, name] = request.method === 'POST' ? INVOKE.exec(request.path) ?? [] : [];
    if (name === undefined) {
      const message = `${request.method} ${request.path} of Lambda is not emulated here: only Invoke is`;
      this.options.onRefused(session.logicalId, message);
      throw new LambdaError('NotEmulated', message);
    }
    const arn = functionArn(decodeURIComponent(name), new URLSearchParams(request.query).get('Qualifier'), region, session);
    this.authorize(session, arn, region);
    await invokeAs(request.headers['x-amz-invocation-type'] ?? 'RequestResponse', this.find(arn), request, respond);
  }

  private authorize(session: RoleSession, arn: string, region: string): void {
    const refusal = session.refusal(INVOKE_FUNCTION, arn, { 'aws:RequestedRegion': [region] }, (reason) =>
      this.options.onUndecided(session.logicalId, reason));
    if (refusal) {
      throw new LambdaError('AccessDeniedException', `User: ${session.arn} is not authorized to perform: ${INVOKE_FUNCTION} on resource: ${arn} ${refusal}`);
    }
  }

  private find(arn: string): QualifiedFunction {
    try {
      return this.options.lambda.find(arn);
    } catch (error) {
      throw error instanceof FunctionNotFound
        ? new LambdaError('ResourceNotFoundException', `Function not found: ${arn}`)
        : new LambdaError('NotEmulated', (error as Error).message);
    }
  }
}

async function invokeAs(type: string, invoked: QualifiedFunction, { body, headers }: ReceivedRequest, respond: Respond): Promise<void> {
  if (type === 'DryRun') {
    respond(204);
    return;
  }
  const payload = body.toString() || '{}';
  assertJson(payload);
  if (type === 'Event') {
    assertSize(payload, type, MAX_EVENT_BYTES);
    void invoked.invoke(payload);
    respond(202);
    return;
  }
  if (type !== 'RequestResponse') {
    throw new LambdaError('InvalidParameterValueException', `Unsupported invocation type: ${type}`);
  }
  assertSize(payload, type, MAX_PAYLOAD_BYTES);
  const trace = new Trace();
  const answer = await invoked.invoke(payload, trace);
  if (answer.throttled) {
    throw new LambdaError('TooManyRequestsException', 'Rate Exceeded.');
  }
  respond(200, {
    'X-Amz-Executed-Version': invoked.version,
    ...answer.functionError && { 'X-Amz-Function-Error': answer.functionError },
    ...headers['x-amz-log-type'] === 'Tail' && { 'X-Amz-Log-Result': logTail(trace) },
  }, answer.payload);
}

function functionArn(name: string, qualifier: string | null, callersRegion: string, { account: callersAccount }: RoleSession): string {
  const [matched, region = callersRegion, account = callersAccount, functionName, ownQualifier] = FUNCTION_NAME.exec(name) ?? [];
  if (matched === undefined) {
    throw new LambdaError('ValidationException', `Value '${name}' at 'functionName' failed to satisfy constraint: it is not the name or ARN of a function`);
  }
  if (ownQualifier && qualifier && ownQualifier !== qualifier) {
    throw new LambdaError('InvalidParameterValueException', 'The derived qualifier from the function name does not match the specified qualifier.');
  }
  return [`arn:aws:lambda:${region}:${account}:function:${functionName}`, ownQualifier ?? qualifier ?? []].flat().join(':');
}

function assertJson(payload: string): void {
  try {
    JSON.parse(payload);
  } catch (error) {
    throw new LambdaError('InvalidRequestContentException', `Could not parse request body into json: ${(error as Error).message}`);
  }
}

function assertSize(payload: string, type: string, maximum: number): void {
  const size = Buffer.byteLength(payload);
  if (size > maximum) {
    throw new LambdaError('RequestEntityTooLargeException', `${size} byte payload is too large for the ${type} invocation type (limit ${maximum} bytes)`);
  }
}

function logTail({ log }: Trace): string {
  return Buffer.from(log.map(({ line }) => `${line}\n`).join('')).subarray(-LOG_TAIL_BYTES).toString('base64');
}
