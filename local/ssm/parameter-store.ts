import { randomUUID } from 'node:crypto';
import { ServerResponse } from 'node:http';
import { Parameter, Parameters } from './parameters';
import { AccessKeys } from '../iam/access-keys';
import { Authentication } from '../iam/authentication';
import { ReceivedRequest } from '../iam/canonical-request';
import { RoleSession } from '../iam/role-session';
import { SignatureError } from '../iam/signature-error';

interface ParameterStoreOptions {
  readonly parameters: Parameters;
  readonly accessKeys: AccessKeys;
  readonly onUndecided: (logicalId: string, reason: string) => void;
  readonly onRefused: (logicalId: string, line: string) => void;
}

class SsmError extends Error {
  constructor(readonly type: string, message = '') {
    super(message);
  }
}

/** The members of a request that the operations read. */
interface Input {
  readonly Name?: string;
  readonly Names?: string[];
  readonly Path?: string;
  readonly Recursive?: boolean;
}

interface Operation {
  /** The names or paths that the role must allow. */
  readonly named: (input: Input) => string[];
  readonly answer: (input: Input, parameters: Parameters) => object;
}

const OPERATIONS: Readonly<Record<string, Operation>> = {
  GetParameter: {
    named: ({ Name = '' }) => [Name],
    answer: ({ Name = '' }, parameters) => {
      const found = parameters.find(Name);
      if (!found) {
        throw new SsmError('ParameterNotFound');
      }
      return { Parameter: found };
    },
  },
  GetParameters: {
    named: ({ Names = [] }) => Names,
    answer: ({ Names = [] }, parameters) => ({
      Parameters: Names.flatMap((name): Parameter[] => [parameters.find(name) ?? []].flat()),
      InvalidParameters: Names.filter((name) => !parameters.find(name)),
    }),
  },
  GetParametersByPath: {
    named: ({ Path = '/' }) => [Path],
    answer: ({ Path = '/', Recursive = false }, parameters) => ({ Parameters: parameters.below(Path, Recursive) }),
  },
};

/** The Parameter Store of AWS Systems Manager: functions read the parameters of the app, as their roles allow. */
export class ParameterStore {
  private readonly authentication: Authentication;

  constructor(private readonly options: ParameterStoreOptions) {
    // A function may call any region.
    this.authentication = new Authentication(options.accessKeys, { service: 'ssm' });
  }

  async answer(request: ReceivedRequest, response: ServerResponse): Promise<void> {
    const respond = (statusCode: number, body: object) => {
      response.writeHead(statusCode, { 'Content-Type': 'application/x-amz-json-1.1', 'x-amzn-RequestId': randomUUID() }).end(JSON.stringify(body));
    };
    try {
      respond(200, await this.carryOut(request));
    } catch (error) {
      if (!(error instanceof SsmError)) {
        throw error;
      }
      respond(400, { __type: error.type, ...error.message && { message: error.message } });
    }
  }

  private async carryOut(request: ReceivedRequest): Promise<object> {
    const { session, signature: { region } } = await this.authentication.authenticate(request).catch((error: SignatureError) => {
      throw error instanceof SignatureError ? new SsmError(`${error.type}Exception`, error.message) : error;
    });
    const [, name = ''] = /^AmazonSSM\.(\w+)$/.exec(request.headers['x-amz-target'] ?? '') ?? [];
    if (!Object.hasOwn(OPERATIONS, name)) {
      const message = `${name} of SSM is not emulated here: only ${Object.keys(OPERATIONS).join(', ')} are`;
      this.options.onRefused(session.logicalId, message);
      throw new SsmError('NotEmulated', message);
    }
    const input = parse(request.body);
    const operation = OPERATIONS[name];
    for (const parameter of operation.named(input)) {
      this.authorize(session, `ssm:${name}`, arnOf(parameter, region, session.account), region);
    }
    return operation.answer(input, this.options.parameters);
  }

  private authorize(session: RoleSession, action: string, resource: string, region: string): void {
    const refusal = session.refusal(action, resource, { 'aws:RequestedRegion': [region] }, (reason) =>
      this.options.onUndecided(session.logicalId, reason));
    if (refusal) {
      throw new SsmError('AccessDeniedException', `User: ${session.arn} is not authorized to perform: ${action} on resource: ${resource} ${refusal}`);
    }
  }
}

function arnOf(name: string, region: string, account: string): string {
  const unversioned = name.replace(/:\d+$/, '');
  return unversioned.startsWith('arn:') ? unversioned : `arn:aws:ssm:${region}:${account}:parameter/${unversioned.replace(/^\//, '')}`;
}

function parse(body: Buffer): Input {
  try {
    return Object(JSON.parse(body.toString()));
  } catch {
    throw new SsmError('SerializationException');
  }
}
