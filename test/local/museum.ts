import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { Duration, Stack } from 'aws-cdk-lib';
import * as apigateway from 'aws-cdk-lib/aws-apigateway';
import { Code, Function, Runtime } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { synthesize } from './sample-app';
import { send } from './support';
import { LocalStack } from '../../local/local-stack';
import { Answer } from '../http';

/** A museum whose halls have doorkeepers. */
export class MuseumStack extends Stack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    const doorkeeper = this.function('Doorkeeper', readFileSync(join(__dirname, 'functions', 'doorkeeper.js'), 'utf8'));
    const elsewhere = Function.fromFunctionArn(this, 'Elsewhere', 'arn:aws:lambda:us-east-1:123456789012:function:elsewhere');
    const integration = new apigateway.LambdaIntegration(this.function('Halls', `exports.handler = async ({ requestContext, resource }) => ({
      statusCode: 200, body: JSON.stringify({ resource, authorizer: requestContext.authorizer }) });`));
    const api = new apigateway.RestApi(this, 'Museum', { cloudWatchRole: false, deployOptions: { variables: { season: 'winter' } } });
    api.addGatewayResponse('Closed', {
      type: apigateway.ResponseType.ACCESS_DENIED,
      templates: { 'application/json': '{"message":$context.error.messageString,"reason":"$context.authorizer.reason"}' },
    });

    const ticket = apigateway.IdentitySource.header('X-Ticket');
    const authorizers: Record<string, apigateway.IAuthorizer> = {
      halls: new apigateway.TokenAuthorizer(this, 'Token', { handler: doorkeeper, identitySource: ticket, resultsCacheTtl: Duration.seconds(0) }),
      stamped: new apigateway.TokenAuthorizer(this, 'Stamped', { handler: doorkeeper, identitySource: ticket, validationRegex: 'a\\w{4}' }),
      remembered: new apigateway.TokenAuthorizer(this, 'Remembered', { handler: doorkeeper, identitySource: ticket }),
      forgotten: new apigateway.TokenAuthorizer(this, 'Forgotten', { handler: doorkeeper, identitySource: ticket, resultsCacheTtl: Duration.seconds(1) }),
      requested: new apigateway.RequestAuthorizer(this, 'Request', {
        handler: doorkeeper,
        identitySources: [ticket, apigateway.IdentitySource.queryString('day'), apigateway.IdentitySource.stageVariable('season'), apigateway.IdentitySource.context('httpMethod')],
      }),
      unchecked: new apigateway.RequestAuthorizer(this, 'Unchecked', { handler: doorkeeper, identitySources: [], resultsCacheTtl: Duration.seconds(0) }),
      elsewhere: new apigateway.TokenAuthorizer(this, 'FromElsewhere', { handler: elsewhere }),
    };
    for (const [path, authorizer] of Object.entries(authorizers)) {
      const resource = api.root.addResource(path, { defaultMethodOptions: { authorizer } });
      resource.addMethod('GET', integration);
      resource.addCorsPreflight({ allowOrigins: ['*'] });
      resource.addResource('{hall}').addMethod('ANY', integration);
    }
    api.root.addMethod('GET', integration, { authorizer: authorizers.halls });
    api.root.addResource('open').addMethod('GET', integration);
  }

  private function(id: string, code: string): Function {
    return new Function(this, id, { runtime: Runtime.NODEJS_22_X, handler: 'index.handler', code: Code.fromInline(code), timeout: Duration.seconds(15) });
  }
}

export interface Museum {
  readonly stack: LocalStack;
  readonly log: string[];
  readonly progress: string[];
  send(method: string, path: string, headers?: Record<string, string>): Promise<Answer>;
  stop(): Promise<void>;
}

export async function openMuseum(): Promise<Museum> {
  const assembly = synthesize((app) => new MuseumStack(app, 'MuseumStack'));
  const log: string[] = [];
  const progress: string[] = [];
  const stack = await LocalStack.start({ assembly, onLog: ({ line }) => log.push(line), onProgress: (line) => progress.push(line) });
  return {
    stack,
    log,
    progress,
    send: async (...args) => send(stack.url, ...args),
    stop: async () => {
      await stack.stop();
      rmSync(assembly, { recursive: true });
    },
  };
}
