import { Stack } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { CONSTRUCT_IDS, ROUTES } from '../operations';
import { Findings } from './nag';
import { ALL_PROFILES, Profile } from '../consumer/app/lib/profiles';

/** The findings of cdk-nag and checkov in a notes API that are left to its user. */
interface ListedFinding {
  /** The names of the finding in several sets of rules. */
  readonly rules: readonly string[];
  readonly profiles: readonly Profile[];
  /** The paths in the stack of the resources, as far as a profile has them. */
  readonly on: readonly string[];
  readonly reason: string;
  readonly remedy: string;
}

const STAGE = ['Notes/Api/DeploymentStage.prod/Resource'];
const FUNCTIONS = CONSTRUCT_IDS.map((id) => `Notes/${id}/Function/Resource`).sort();
const ROLES = CONSTRUCT_IDS.map((id) => `Notes/${id}/Role/Resource`).sort();
const LOG_GROUPS = ['Notes/AccessLogs/Resource', ...CONSTRUCT_IDS.map((id) => `Notes/${id}/LogGroup/Resource`)].sort();
const METHODS = ROUTES.map(({ method, path }) => `Notes/Api/Default${path}/${method}/Resource`).sort();

/** The rules that find the permissions that only work on `*`. */
export const PERMISSIONS_ON_ALL = ['AwsSolutions-IAM5[Resource::*]', 'Serverless-LambdaStarPermissions'] as const;

/** The findings that cannot be changed, each with its reason in the list. */
export const ACKNOWLEDGED = ['APIGWCacheEnabledAndEncrypted', 'APIGWSSLEnabled', 'IAMNoInlinePolicy'] as const;

const [CACHING, CLIENT_CERTIFICATE, INLINE_POLICY] = ACKNOWLEDGED;

export const FINDINGS: readonly ListedFinding[] = [
  {
    rules: ['AwsSolutions-APIG1', 'Serverless-APIGWAccessLogging', 'CKV_AWS_76'],
    profiles: ['Default', 'Cognito', 'CustomerKey', 'TheirTable'],
    on: STAGE,
    reason: 'API Gateway writes logs with one role for the whole account and region. A construct must not set this role.',
    remedy: 'Set that role with `CfnAccount`, and `accessLogs: true`.',
  },
  {
    rules: ['AwsSolutions-APIG6', 'APIGWExecutionLoggingEnabled'],
    profiles: ALL_PROFILES,
    on: STAGE,
    reason: 'Execution logs need the same role of the account.',
    remedy: 'Set that role with `CfnAccount` and add a `loggingLevel` to the stage\'s `methodSettings`.',
  },
  {
    rules: ['AwsSolutions-APIG3', 'APIGWAssociatedWithWAF'],
    profiles: ['Default', 'Cognito', 'CustomerKey', 'TheirTable'],
    on: STAGE,
    reason: 'A web ACL has a monthly price, and its rules depend on who the callers are.',
    remedy: 'Set `webAclArn`.',
  },
  {
    rules: ['AwsSolutions-COG4'],
    profiles: ['Default', 'CustomerKey', 'TheirTable'],
    on: METHODS,
    reason: 'Callers sign their requests with AWS credentials, and nobody has access before it is granted.',
    remedy: '`authorization: NotesAuthorization.cognito(…)`, if callers are users of a pool.',
  },
  {
    rules: ['Serverless-APIGWXrayEnabled', 'APIGWXrayEnabled', 'CKV_AWS_73'],
    profiles: ALL_PROFILES,
    on: STAGE,
    reason: 'A trace of the stage contains the path of its request, and so the user id.',
    remedy: 'Set `tracingEnabled` of the stage, if your traces may contain user ids.',
  },
  {
    rules: PERMISSIONS_ON_ALL,
    profiles: ALL_PROFILES,
    on: ROLES,
    reason: 'Neither traces nor the actions that connect a function to a VPC have an ARN.',
    remedy: 'Acknowledge it, or set `tracing: false` without a `vpc`: cdk-nag then reports `Serverless-LambdaTracing`.',
  },
  {
    rules: ['Serverless-LambdaDLQ', 'LambdaDLQ', 'CKV_AWS_116'],
    profiles: ALL_PROFILES,
    on: FUNCTIONS,
    reason: 'Dead-letter queues are for asynchronous invocations; API Gateway waits for the response and reports a failure to the caller.',
    remedy: 'Nothing, unless you invoke a function asynchronously yourself.',
  },
  {
    rules: ['LambdaConcurrency', 'CKV_AWS_115'],
    profiles: ALL_PROFILES.filter((profile) => profile !== 'Everything'),
    on: FUNCTIONS,
    reason: 'Reserved concurrency reduces the concurrency that the other functions of the account share.',
    remedy: '`functionOptions: { reservedConcurrentExecutions: … }`, or `throttle`, which reduces nothing for other functions.',
  },
  {
    rules: ['LambdaInsideVPC', 'CKV_AWS_117'],
    profiles: ALL_PROFILES.filter((profile) => profile !== 'Everything'),
    on: FUNCTIONS,
    reason: 'The functions call DynamoDB alone, over TLS, and have no resource in a VPC to reach.',
    remedy: '`vpc`, with a gateway endpoint for DynamoDB.',
  },
  {
    rules: ['CloudWatchLogGroupEncrypted', 'CKV_AWS_158'],
    profiles: ALL_PROFILES,
    on: LOG_GROUPS,
    reason: 'CloudWatch Logs encrypts every log group with a key that AWS owns, and the logs contain no notes, titles or user ids.',
    remedy: 'Set `kmsKeyId` of the log groups to a key whose policy lets CloudWatch Logs use it.',
  },
  {
    rules: ['CKV_AWS_173'],
    profiles: ALL_PROFILES,
    on: FUNCTIONS,
    reason: 'Lambda encrypts environment variables with a key that AWS manages, and these contain no secret.',
    remedy: 'Set `kmsKeyArn` of the functions, if `functionOptions.environment` contains data that your rules protect.',
  },
  {
    rules: [INLINE_POLICY],
    profiles: ALL_PROFILES,
    on: ['Notes/Api/InvocationRole/Resource', ...ROLES].sort(),
    reason: 'Each role has one policy that no other role can use, and it is deleted with the role.',
    remedy: 'Acknowledge it.',
  },
  {
    rules: [CACHING, 'CKV_AWS_120'],
    profiles: ALL_PROFILES,
    on: STAGE,
    reason: 'A cached response skips the check that the note belongs to the caller, so the construct refuses a cache.',
    remedy: 'Acknowledge it.',
  },
  {
    rules: [CLIENT_CERTIFICATE],
    profiles: ALL_PROFILES,
    on: STAGE,
    reason: 'API Gateway presents a client certificate to HTTP backends; a Lambda function is invoked with IAM instead.',
    remedy: 'Acknowledge it.',
  },
];

/** The listed findings in the stack of a profile, for the given rules. */
export function listedFindings(stack: Stack, profile: Profile, isAskedFor: (rule: string) => boolean): Findings {
  return Object.fromEntries(FINDINGS
    .filter(({ profiles }) => profiles.includes(profile))
    .flatMap(({ rules, on }) => rules.filter(isAskedFor).map((rule) => [rule, on.filter((path) => has(stack, path))])));
}

/** Whether a rule is one of checkov's; the others are cdk-nag's. */
export const isOfCheckov = (rule: string): boolean => rule.startsWith('CKV');

export const isOfNag = (rule: string): boolean => !isOfCheckov(rule);

function has(stack: Stack, path: string): boolean {
  let scope: IConstruct | undefined = stack;
  for (const id of path.split('/')) {
    scope = scope?.node.tryFindChild(id);
  }
  return scope !== undefined;
}
