import { App, Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { FeaturePlan, Mfa, UserPool } from 'aws-cdk-lib/aws-cognito';
import { Table } from 'aws-cdk-lib/aws-dynamodb';
import { GatewayVpcEndpointAwsService, SecurityGroup, SubnetSelection, SubnetType, Vpc } from 'aws-cdk-lib/aws-ec2';
import { ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Architecture } from 'aws-cdk-lib/aws-lambda';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { CfnWebACL } from 'aws-cdk-lib/aws-wafv2';
import { RegionInfo } from 'aws-cdk-lib/region-info';
import { NotesApi, NotesApiProps, NotesAuthorization, NotesOperation } from 'cdk-notes-api';

/** The ways of using a notes API of which every template is checked. */
const PROFILES = {
  Default: () => ({}),
  Cognito: (stack) => ({ authorization: NotesAuthorization.cognito([userPool(stack)]) }),
  CustomerKey: (stack) => ({ encryptionKey: key(stack) }),
  TheirTable: (stack) => ({ table: Table.fromTableName(stack, 'Theirs', 'tutorial-notes') }),
  // All properties, so that a new one has to be given here. With mountOn, the stage belongs to another API; with table, the table is given.
  Everything: (stack): Required<Omit<NotesApiProps, 'mountOn' | 'table'>> => ({
    accessLogs: true,
    apiKeyRequired: true,
    authorization: NotesAuthorization.cognito([userPool(stack)], { scopes: ['notes/all'], userIdClaim: 'username' }),
    changes: true,
    corsHeaders: ['traceparent', 'baggage'],
    corsOrigins: ['https://notes.example.com', 'https://shop.example.com'],
    encryptionKey: key(stack),
    functionOptions: {
      architecture: Architecture.X86_64,
      environment: { STAGE: 'prod' },
      memorySize: 768,
      reservedConcurrentExecutions: 5,
      timeout: Duration.seconds(8),
    },
    functionOptionsByOperation: { [NotesOperation.LIST]: { memorySize: 1024, reservedConcurrentExecutions: 10 } },
    gatewayResponses: true,
    monitoring: { topics: [topic(stack)], dashboard: true, latency: Duration.millis(800), serverErrorPercentage: 2 },
    operations: Object.values(NotesOperation),
    removalPolicy: RemovalPolicy.RETAIN,
    requireIfMatch: true,
    throttle: { burstLimit: 20, rateLimit: 10 },
    timeBudget: { maxAttempts: 2 },
    tracing: true,
    trash: Duration.days(30),
    webAclArn: webAcl(stack).attrArn,
    ...network(stack),
    ...replica(stack),
  }),
} satisfies Record<string, (stack: Stack) => NotesApiProps>;

export type Profile = keyof typeof PROFILES;

export const ALL_PROFILES = Object.keys(PROFILES) as Profile[];

/** A stack of the profile's name with what its notes API needs. */
export function profileStack(app: App, profile: Profile, region = 'eu-west-1'): { stack: Stack; notes: NotesApi } {
  const stack = new Stack(app, profile, { env: { region } });
  return { stack, notes: new NotesApi(stack, 'Notes', PROFILES[profile](stack)) };
}

/** User pools belong to the user, so this one has no findings of cdk-nag. */
function userPool(stack: Stack): UserPool {
  return new UserPool(stack, 'Users', {
    featurePlan: FeaturePlan.PLUS,
    mfa: Mfa.REQUIRED,
    mfaSecondFactor: { otp: true, sms: false },
    passwordPolicy: { minLength: 12, requireDigits: true, requireLowercase: true, requireSymbols: true, requireUppercase: true },
  });
}

function key(stack: Stack): Key {
  return new Key(stack, 'Key', { enableKeyRotation: true });
}

/** In another region of the partition, with a key there. */
function replica(stack: Stack): { replicaRegions: string[]; replicaKeyArns: { [region: string]: string } } {
  const { partition } = RegionInfo.get(stack.region);
  const { name } = RegionInfo.regions.find((other) => other.partition === partition && other.name !== stack.region)!;
  return {
    replicaRegions: [name],
    replicaKeyArns: { [name]: `arn:${partition}:kms:${name}:123456789012:key/11111111-2222-3333-4444-555555555555` },
  };
}

/** Encrypted with a key of its own, which CloudWatch may use. */
function topic(stack: Stack): Topic {
  const masterKey = new Key(stack, 'TopicKey', { enableKeyRotation: true });
  masterKey.grantEncryptDecrypt(new ServicePrincipal('cloudwatch.amazonaws.com'));
  return new Topic(stack, 'Alarms', { masterKey });
}

function network(stack: Stack): { vpc: Vpc; vpcSubnets: SubnetSelection; securityGroups: SecurityGroup[] } {
  const vpc = new Vpc(stack, 'Vpc', {
    natGateways: 0,
    subnetConfiguration: [{ name: 'Notes', subnetType: SubnetType.PRIVATE_ISOLATED }],
    gatewayEndpoints: { DynamoDb: { service: GatewayVpcEndpointAwsService.DYNAMODB } },
    flowLogs: { All: {} },
  });
  const securityGroups = [new SecurityGroup(stack, 'SecurityGroup', { vpc })];
  return { vpc, vpcSubnets: { subnetType: SubnetType.PRIVATE_ISOLATED }, securityGroups };
}

function webAcl(stack: Stack): CfnWebACL {
  return new CfnWebACL(stack, 'WebAcl', {
    scope: 'REGIONAL',
    defaultAction: { allow: {} },
    visibilityConfig: { cloudWatchMetricsEnabled: true, metricName: 'Notes', sampledRequestsEnabled: false },
  });
}
