import { rmSync } from 'node:fs';
import { App, CfnOutput, Stack } from 'aws-cdk-lib';
import * as apigateway from 'aws-cdk-lib/aws-apigateway';
import { CfnIdentityPool } from 'aws-cdk-lib/aws-cognito';
import { Effect, ManagedPolicy, PolicyStatement, Role, ServicePrincipal, WebIdentityPrincipal } from 'aws-cdk-lib/aws-iam';
import { Code, Function, Runtime } from 'aws-cdk-lib/aws-lambda';
import { synthesize } from './sample-app';
import { LocalStack } from '../../local/local-stack';
import { Answer, call } from '../http';
import { Scope, sign, Unsigned } from '../sign';

const ECHO = `exports.handler = async ({ body, pathParameters, queryStringParameters, requestContext: { identity } }) => ({
  statusCode: 200, body: JSON.stringify({ body, pathParameters, queryStringParameters, identity }) });`;

/** A bank whose safes require signed requests. */
export class VaultStack extends Stack {
  private readonly api: apigateway.RestApi;

  constructor(scope: App) {
    super(scope, 'Vault', { env: { account: '123456789012', region: 'eu-west-1' } });
    const echo = new Function(this, 'Echo', { runtime: Runtime.NODEJS_22_X, handler: 'index.handler', code: Code.fromInline(ECHO) });
    const integration = new apigateway.LambdaIntegration(echo);
    this.api = new apigateway.RestApi(this, 'Api', {
      cloudWatchRole: false, defaultIntegration: integration, defaultMethodOptions: { authorizationType: apigateway.AuthorizationType.IAM },
    });
    const safes = this.api.root.addResource('safes');
    safes.addMethod('GET');
    const safe = safes.addResource('{safe}');
    safe.addMethod('GET');
    safe.addMethod('PUT');
    safe.addResource('{drawer}').addMethod('GET');
    this.api.root.addResource('archive').addResource('{path+}').addMethod('GET');
    this.addRoles();
  }

  private addRoles(): void {
    const anywhere = { actions: ['execute-api:Invoke'], resources: ['*'] };
    this.role('Nobody', []);
    this.role('Manager', [this.invoke('*/*')]);
    this.role('Clerk', [this.invoke('GET/safes/*')]);
    this.role('Auditor', [this.invoke('*/*'), this.invoke('PUT/*', Effect.DENY)]);
    this.role('Bounded', [this.invoke('*/*')], new ManagedPolicy(this, 'Boundary', { statements: [this.invoke('GET/safes')] }));
    this.role('Local', [new PolicyStatement({ ...anywhere, conditions: { StringEquals: { 'aws:SourceIp': '127.0.0.1' } } })]);
    this.role('Unclear', [
      new PolicyStatement({ ...anywhere, conditions: { DateGreaterThan: { 'aws:CurrentTime': '2020-01-01T00:00:00Z' } } }),
    ]);
    const pool = new CfnIdentityPool(this, 'Pool', { allowUnauthenticatedIdentities: false });
    const ofPool = { StringEquals: { 'cognito-identity.amazonaws.com:aud': pool.ref } };
    const owner = new Role(this, 'Owner', { assumedBy: new WebIdentityPrincipal('cognito-identity.amazonaws.com', ofPool) });
    owner.addToPolicy(this.invoke('*/safes/${cognito-identity.amazonaws.com:sub}'));
    const govCloud = 'cognito-identity-us-gov.amazonaws.com';
    const ofItsPool = { StringEquals: { [`${govCloud}:aud`]: pool.ref } };
    const govOwner = new Role(this, 'GovOwner', { roleName: 'GovOwner', assumedBy: new WebIdentityPrincipal(govCloud, ofItsPool) });
    govOwner.addToPolicy(this.invoke(`*/safes/\${${govCloud}:sub}`));
    const signed =
      '--aws-sigv4 "aws:amz:eu-west-1:execute-api" --user "$AWS_ACCESS_KEY_ID:$AWS_SECRET_ACCESS_KEY" -H "x-amz-security-token: $AWS_SESSION_TOKEN"';
    new CfnOutput(this, 'Try', { value: `curl -s ${signed} ${this.api.url}safes/1` });
    new CfnOutput(this, 'PoolId', { value: pool.ref });
    new CfnOutput(this, 'OwnerArn', { value: owner.roleArn });
    new CfnOutput(this, 'OwnerName', { value: owner.roleName });
    new CfnOutput(this, 'OwnerId', { value: this.getLogicalId(owner.node.defaultChild as never) });
  }

  private role(id: string, statements: PolicyStatement[], permissionsBoundary?: ManagedPolicy): void {
    const role = new Role(this, id, { roleName: id, permissionsBoundary, assumedBy: new ServicePrincipal('ec2.amazonaws.com') });
    statements.forEach((statement) => role.addToPolicy(statement));
  }

  private invoke(methodAndPath: string, effect = Effect.ALLOW): PolicyStatement {
    const resources = [`arn:aws:execute-api:eu-west-1:123456789012:${this.api.restApiId}/prod/${methodAndPath}`];
    return new PolicyStatement({ effect, actions: ['execute-api:Invoke'], resources });
  }
}

export interface Vault {
  readonly stack: LocalStack;
  readonly log: string[];
  readonly apiId: string;
  output(logicalId: string): string;
  /** Sends a request that a role signs. */
  send(role: string, method: string, path: string, other?: Scope & Pick<Unsigned, 'body'>): Promise<Answer>;
  stop(): Promise<void>;
}

export async function openVault(): Promise<Vault> {
  const assembly = synthesize((app) => new VaultStack(app));
  const log: string[] = [];
  const stack = await LocalStack.start({ assembly, onLog: ({ line }) => log.push(line) });
  return {
    stack,
    log,
    apiId: stack.physicalId(stack.apis[0].logicalId),
    output: (logicalId) => stack.outputs.find((output) => output.logicalId === logicalId)!.value,
    send: async (role, method, path, { body, ...scope } = {}) =>
      call(stack.url, method, path, {
        body,
        headers: await sign({ url: stack.url, method, path, body }, stack.issueCredentials({ role }), { region: 'eu-west-1', ...scope }),
      }),
    stop: async () => {
      await stack.stop();
      rmSync(assembly, { recursive: true });
    },
  };
}
