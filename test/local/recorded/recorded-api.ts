import { rmSync } from 'node:fs';
import { createServer, Server } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { Stack } from 'aws-cdk-lib';
import { CfnDeployment, CfnMethod, CfnModel, CfnRequestValidator, CfnResource, CfnRestApi, CfnStage } from 'aws-cdk-lib/aws-apigateway';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Code, Function, Runtime } from 'aws-cdk-lib/aws-lambda';
import { LocalStack } from '../../../local/local-stack';
import { listen } from '../../../local/machine/loopback';
import { Answer, call } from '../../http';
import { synthesize } from '../sample-app';

/** A method as CloudFormation creates it. */
export interface RecordedRoute {
  readonly path: string;
  /** @default GET */
  readonly method?: string;
  readonly integration: CfnMethod.IntegrationProperty;
  /** @default 200 */
  readonly responses?: CfnMethod.MethodResponseProperty[];
  readonly requestParameters?: Record<string, boolean>;
}

interface RecordedApiProps {
  readonly binaryMediaTypes?: string[];
  readonly stage?: string;
  /** Validates the parameters and the body of every method. */
  readonly validation?: { isOn: boolean; schema: object };
  readonly variables?: Record<string, string>;
}

/** A stack of an API that is written as CloudFormation's own resources. */
export class RecordedStack extends Stack {
  readonly gatewayRole = new Role(this, 'GatewayRole', { assumedBy: new ServicePrincipal('apigateway.amazonaws.com') });

  addFunction(id: string, body: string): void {
    const code = Code.fromInline(`exports.handler = async (event) => { ${body} };`);
    new Function(this, id, { code, handler: 'index.handler', runtime: Runtime.NODEJS_22_X, functionName: id });
  }

  /** The URI and the credentials of an integration that invokes a function. */
  invoking(name: string) {
    this.gatewayRole.addToPolicy(new PolicyStatement({ actions: ['lambda:InvokeFunction'], resources: ['*'] }));
    const arn = `arn:aws:lambda:${this.region}:${this.account}:function:${name}`;
    return {
      integrationHttpMethod: 'POST',
      credentials: this.gatewayRole.roleArn,
      uri: `arn:aws:apigateway:${this.region}:lambda:path/2015-03-31/functions/${arn}/invocations`,
    };
  }

  addApi(routes: readonly RecordedRoute[], { binaryMediaTypes, stage = 'test', validation, variables }: RecordedApiProps = {}): void {
    const api = new CfnRestApi(this, 'Api', { name: 'Recorded', binaryMediaTypes });
    const resources = new Map<string, string>([['', api.attrRootResourceId]]);
    const resourceOf = (path: string): string => {
      const known = resources.get(path);
      if (known) {
        return known;
      }
      const [, parent, pathPart] = /^(.*)\/([^/]*)$/.exec(path)!;
      const parentId = resourceOf(parent);
      const { ref } = new CfnResource(this, `Resource${resources.size}`, { restApiId: api.ref, parentId, pathPart });
      resources.set(path, ref);
      return ref;
    };
    const validated = validation && {
      requestValidatorId: new CfnRequestValidator(this, 'Validator', {
        restApiId: api.ref, validateRequestBody: validation.isOn, validateRequestParameters: validation.isOn,
      }).ref,
      requestModels: { 'application/json': new CfnModel(this, 'Model', { restApiId: api.ref, name: 'testSchema', schema: validation.schema }).ref },
    };
    const methods = routes.map(({ integration, method = 'GET', path, requestParameters, responses = [{ statusCode: '200' }] }, at) =>
      new CfnMethod(this, `Method${at}`, {
        restApiId: api.ref,
        resourceId: resourceOf(path.replace(/\/$/, '')),
        httpMethod: method,
        authorizationType: 'NONE',
        integration,
        methodResponses: responses,
        requestParameters,
        ...validated,
      }));
    const deployment = new CfnDeployment(this, 'Deployment', { restApiId: api.ref });
    methods.forEach((method) => deployment.addDependency(method));
    new CfnStage(this, 'Stage', { restApiId: api.ref, deploymentId: deployment.ref, stageName: stage, variables });
  }
}

export interface RecordedApi {
  readonly stack: LocalStack;
  readonly log: string[];
  send(method: string, path: string, headers?: Record<string, string | string[]>, body?: string | Buffer): Promise<Answer>;
}

/** Starts an API before the tests of a file or a block, and stops it after them. */
export function recordedApi(define: (stack: RecordedStack) => void): RecordedApi {
  const log: string[] = [];
  let assembly: string;
  let stack: LocalStack;
  beforeAll(async () => {
    assembly = synthesize((app) => define(new RecordedStack(app, 'Recorded', { env: { account: '111111111111', region: 'us-east-1' } })));
    stack = await LocalStack.start({ assembly, warm: false, onLog: ({ line }) => log.push(line) });
  });
  afterAll(async () => {
    await stack?.stop();
    rmSync(assembly, { recursive: true });
  });
  return {
    get stack() {
      return stack;
    },
    log,
    send: async (method, path, headers, body) => call(stack.url, method, path, { headers, body }),
  };
}

/** An HTTP server that answers with what it receives; `/status/{code}` with that status, `/raw` with the body, and `/never` not at all. */
export class EchoServer {
  private readonly server: Server = createServer((request, response) => {
    void buffer(request).then((body) => {
      const { searchParams, pathname } = new URL(request.url!, 'http://echo');
      if (pathname === '/never') {
        return;
      }
      const [, status = '200'] = /^\/status\/(\d+)/.exec(pathname) ?? [];
      const text = body.toString();
      const args = Object.fromEntries([...new Set(searchParams.keys())].map((name) => [name, searchParams.getAll(name).join(',')]));
      const { connection, ...headers } = request.headers;
      const json = /^[[{]/.test(text) ? JSON.parse(text) : null;
      const answer = pathname === '/raw' ? text : JSON.stringify({ args, data: text, headers, json, method: request.method, path: pathname });
      response.writeHead(Number(status), {
        'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(answer), 'Server': 'echo',
      });
      response.end(answer);
    });
  });

  url = '';

  async listen(): Promise<void> {
    this.url = `http://127.0.0.1:${await listen(this.server, 0)}`;
  }

  close(): void {
    this.server.close();
    this.server.closeAllConnections();
  }
}

/** An echo server for the tests of a file. Its port is known before the API is defined. */
export function echoServer(): EchoServer {
  const echo = new EchoServer();
  beforeAll(async () => echo.listen());
  afterAll(() => echo.close());
  return echo;
}
