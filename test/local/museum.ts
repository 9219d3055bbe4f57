import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { CfnOutput, Duration, Stack } from 'aws-cdk-lib';
import * as apigateway from 'aws-cdk-lib/aws-apigateway';
import * as cognito from 'aws-cdk-lib/aws-cognito';
import { Code, Function, Runtime } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { synthesize } from './sample-app';
import { send } from './support';
import { LocalStack } from '../../local/local-stack';
import { Answer } from '../http';

/** A museum: its halls have Lambda authorizers, and its club has an authorizer of a user pool. */
class MuseumStack extends Stack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    const doorkeeper = this.function('Doorkeeper', readFileSync(join(__dirname, 'functions', 'doorkeeper.js'), 'utf8'));
    const elsewhere = Function.fromFunctionArn(this, 'Elsewhere', 'arn:aws:lambda:us-east-1:123456789012:function:elsewhere');
    const integration = new apigateway.LambdaIntegration(
      this.function(
        'Halls',
        `exports.handler = async ({ requestContext, resource }) => ({
      statusCode: 200, body: JSON.stringify({ resource, authorizer: requestContext.authorizer }) });`,
      ),
    );
    const api = new apigateway.RestApi(this, 'Museum', { cloudWatchRole: false, deployOptions: { variables: { season: 'winter' } } });
    api.addGatewayResponse('Closed', {
      type: apigateway.ResponseType.ACCESS_DENIED,
      templates: { 'application/json': '{"message":$context.error.messageString,"reason":"$context.authorizer.reason"}' },
    });

    const ticket = apigateway.IdentitySource.header('X-Ticket');
    const authorizers: Record<string, apigateway.Authorizer> = {
      halls: new apigateway.TokenAuthorizer(this, 'Token', {
        handler: doorkeeper,
        identitySource: ticket,
        resultsCacheTtl: Duration.seconds(0),
      }),
      stamped: new apigateway.TokenAuthorizer(this, 'Stamped', { handler: doorkeeper, identitySource: ticket, validationRegex: 'a\\w{4}' }),
      remembered: changed(new apigateway.TokenAuthorizer(this, 'Remembered', { handler: doorkeeper, identitySource: ticket }), {
        authorizerResultTtlInSeconds: undefined,
      }),
      forgotten: new apigateway.TokenAuthorizer(this, 'Forgotten', {
        handler: doorkeeper,
        identitySource: ticket,
        resultsCacheTtl: Duration.seconds(1),
      }),
      requested: new apigateway.RequestAuthorizer(this, 'Request', {
        handler: doorkeeper,
        identitySources: [
          ticket,
          apigateway.IdentitySource.queryString('day'),
          apigateway.IdentitySource.stageVariable('season'),
          apigateway.IdentitySource.context('httpMethod'),
        ],
      }),
      unchecked: new apigateway.RequestAuthorizer(this, 'Unchecked', {
        handler: doorkeeper,
        identitySources: [],
        resultsCacheTtl: Duration.seconds(0),
      }),
      elsewhere: new apigateway.TokenAuthorizer(this, 'FromElsewhere', { handler: elsewhere }),
      unsourced: changed(new apigateway.TokenAuthorizer(this, 'Unsourced', { handler: doorkeeper, resultsCacheTtl: Duration.seconds(0) }), {
        identitySource: undefined,
      }),
      shared: changed(new apigateway.RequestAuthorizer(this, 'Shared', { handler: doorkeeper, identitySources: [ticket] }), {
        identitySource: undefined,
      }),
      unknown: changed(new apigateway.TokenAuthorizer(this, 'Unknown', { handler: doorkeeper }), { type: 'JWT' }),
    };
    for (const [path, authorizer] of Object.entries(authorizers)) {
      const resource = api.root.addResource(path, { defaultMethodOptions: { authorizer } });
      resource.addMethod('GET', integration);
      resource.addCorsPreflight({ allowOrigins: ['*'] });
      resource.addResource('{hall}').addMethod('ANY', integration);
    }
    api.root.addMethod('GET', integration, { authorizer: authorizers.halls });
    const walled = api.root.addResource('walled').addMethod('GET', integration, { authorizer: authorizers.halls });
    (walled.node.defaultChild as apigateway.CfnMethod).authorizerId = 'gone';
    api.root.addResource('open').addMethod('GET', integration);
    this.addClub(api, integration);
  }

  private addClub(api: apigateway.RestApi, integration: apigateway.Integration): void {
    const friends = new cognito.UserPool(this, 'Friends');
    const staff = new cognito.UserPool(this, 'Staff');
    const patrons = cognito.UserPool.fromUserPoolArn(
      this, 'Patrons', 'arn:aws:cognito-idp:eu-west-1:111111111111:userpool/eu-west-1_Patrons01',
    );
    const client = friends.addClient('Client');
    const ofPools = (id: string, cognitoUserPools: cognito.IUserPool[], properties: Partial<apigateway.CfnAuthorizerProps> = {}) =>
      changed(new apigateway.CognitoUserPoolsAuthorizer(this, id, { cognitoUserPools }), properties);

    const club = api.root.addResource('club', { defaultMethodOptions: { authorizer: ofPools('Members', [friends, patrons]) } });
    club.addMethod('GET', integration);
    club.addResource('archive').addMethod('GET', integration, { authorizationScopes: ['archive/read', 'archive/write'] });
    const authorizers: Record<string, apigateway.Authorizer> = {
      'office': ofPools('Office', [staff]),
      'badge': ofPools('Badge', [friends], { identitySource: apigateway.IdentitySource.header('X-Badge') }),
      'any-source': ofPools('AnySource', [friends], { identitySource: undefined }),
      'client': ofPools('ForClient', [friends], { identityValidationExpression: client.userPoolClientId }),
      'other-client': ofPools('ForOtherClient', [friends], { identityValidationExpression: 'MuseumStack-' }),
      'misnamed': ofPools('Misnamed', [friends], { providerArns: ['arn:aws:cognito-idp:eu-west-1:111111111111:pool'] }),
    };
    for (const [path, authorizer] of Object.entries(authorizers)) {
      club.addResource(path).addMethod('GET', integration, { authorizer });
    }
    club.addResource('any-client').addMethod('GET', integration, {
      authorizer: ofPools('ForAnyClient', [friends], { identityValidationExpression: '.*' }),
      authorizationScopes: ['archive/read'],
    });
    new CfnOutput(this, 'FriendsId', { value: friends.userPoolId });
    new CfnOutput(this, 'FriendsLogicalId', { value: this.getLogicalId(friends.node.defaultChild as cognito.CfnUserPool) });
    new CfnOutput(this, 'FriendsArn', { value: friends.userPoolArn });
    new CfnOutput(this, 'ClientId', { value: client.userPoolClientId });
  }

  private function(id: string, code: string): Function {
    return new Function(this, id, {
      runtime: Runtime.NODEJS_22_X,
      handler: 'index.handler',
      code: Code.fromInline(code),
      timeout: Duration.seconds(15),
    });
  }
}

/** An authorizer with properties that its construct does not let one choose. */
function changed(authorizer: apigateway.Authorizer, properties: Partial<apigateway.CfnAuthorizerProps>): apigateway.Authorizer {
  Object.assign(authorizer.node.defaultChild as apigateway.CfnAuthorizer, properties);
  return authorizer;
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
