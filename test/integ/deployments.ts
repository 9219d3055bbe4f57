import { Aws, CfnOutput, Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { EndpointType, RestApi, TokenAuthorizer } from 'aws-cdk-lib/aws-apigateway';
import { UserPool } from 'aws-cdk-lib/aws-cognito';
import { GatewayVpcEndpointAwsService, SubnetType, Vpc } from 'aws-cdk-lib/aws-ec2';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Code, Function, Runtime } from 'aws-cdk-lib/aws-lambda';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { OUTPUTS } from './outputs';
import { NotesApi, NotesApiProps, NotesAuthorization } from 'cdk-notes-api';

/** The way in which a deployment identifies its callers. */
export type Callers = 'iam' | 'cognito' | 'custom';

interface Deployment {
  readonly callers: Callers;
  readonly props: (stack: Stack) => NotesApiProps;
}

/** The deployments, by the name of the stack. */
export const DEPLOYMENTS = {
  'notes-iam': { callers: 'iam', props: () => ({}) },
  'notes-cognito': { callers: 'cognito', props: (stack) => ({ authorization: NotesAuthorization.cognito([userPool(stack)]) }) },
  'notes-custom': {
    callers: 'custom',
    props: (stack) => ({ authorization: NotesAuthorization.custom(authorizer(stack), { userIdContextKey: 'userId' }) }),
  },
  'notes-key-vpc': {
    callers: 'iam',
    props: (stack) => ({ encryptionKey: key(stack), vpc: vpc(stack), vpcSubnets: { subnetType: SubnetType.PRIVATE_ISOLATED } }),
  },
  'notes-mounted': {
    callers: 'iam',
    props: (stack) => ({ mountOn: shop(stack).root.addResource('shop'), gatewayResponses: true }),
  },
  'notes-replicas': { callers: 'iam', props: ({ region }) => ({ replicaRegions: [region === 'us-west-2' ? 'us-east-1' : 'us-west-2'] }) },
} satisfies Record<string, Deployment>;

export type DeploymentName = keyof typeof DEPLOYMENTS;

export const ALL_DEPLOYMENTS = Object.keys(DEPLOYMENTS) as DeploymentName[];

/** The suite sends requests faster than people do. */
const UNTHROTTLED = { rateLimit: 10_000, burstLimit: 5_000 };

/** Adds the notes API of a deployment to its stack. Everything goes when the stack is deleted. */
export function deploy(stack: Stack, name: DeploymentName): NotesApi {
  const props: NotesApiProps = DEPLOYMENTS[name].props(stack);
  const notes = new NotesApi(stack, 'Notes', {
    ...props,
    ...!props.mountOn && { throttle: UNTHROTTLED },
    removalPolicy: RemovalPolicy.DESTROY,
  });
  new CfnOutput(stack, OUTPUTS.url, { value: notes.url });
  return notes;
}

function userPool(stack: Stack): UserPool {
  const pool = new UserPool(stack, 'Users', { removalPolicy: RemovalPolicy.DESTROY });
  const client = pool.addClient('Client', { authFlows: { adminUserPassword: true } });
  new CfnOutput(stack, OUTPUTS.userPoolId, { value: pool.userPoolId });
  new CfnOutput(stack, OUTPUTS.clientId, { value: client.userPoolClientId });
  return pool;
}

/** Accepts tokens that consist of a user id and its HMAC. */
const AUTHORIZE = `const { createHmac } = require('node:crypto');
exports.handler = async ({ authorizationToken, methodArn }) => {
  const [user, mac] = authorizationToken.replace(/^Bearer /, '').split('.');
  if (mac !== createHmac('sha256', process.env.SECRET).update(user).digest('base64url')) throw new Error('Unauthorized');
  const userId = Buffer.from(user, 'base64url').toString();
  return {
    principalId: 'user',
    policyDocument: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 'execute-api:Invoke', Resource: methodArn.split('/')[0] + '/*' }] },
    context: { userId },
  };
};`;

function authorizer(stack: Stack): TokenAuthorizer {
  const handler = new Function(stack, 'Authorize', {
    runtime: Runtime.NODEJS_24_X,
    handler: 'index.handler',
    code: Code.fromInline(AUTHORIZE),
    // Unknown outside the account, and new for each stack.
    environment: { SECRET: Aws.STACK_ID },
    logGroup: new LogGroup(stack, 'AuthorizeLogs', { removalPolicy: RemovalPolicy.DESTROY }),
  });
  new CfnOutput(stack, OUTPUTS.tokenSecret, { value: Aws.STACK_ID });
  return new TokenAuthorizer(stack, 'Authorizer', { handler, resultsCacheTtl: Duration.minutes(4) });
}

function key(stack: Stack): Key {
  return new Key(stack, 'Key', { removalPolicy: RemovalPolicy.DESTROY, pendingWindow: Duration.days(7) });
}

/** Without a NAT gateway: the functions can only reach DynamoDB. */
function vpc(stack: Stack): Vpc {
  return new Vpc(stack, 'Vpc', {
    maxAzs: 2,
    natGateways: 0,
    subnetConfiguration: [{ name: 'Notes', subnetType: SubnetType.PRIVATE_ISOLATED }],
    gatewayEndpoints: { DynamoDb: { service: GatewayVpcEndpointAwsService.DYNAMODB } },
  });
}

function shop(stack: Stack): RestApi {
  return new RestApi(stack, 'Shop', {
    cloudWatchRole: false,
    endpointTypes: [EndpointType.REGIONAL],
    deployOptions: { throttlingRateLimit: UNTHROTTLED.rateLimit, throttlingBurstLimit: UNTHROTTLED.burstLimit },
  });
}
