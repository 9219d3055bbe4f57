import { CONSTRUCT_IDS, ROUTES } from '../operations';
import { Findings } from './nag';
import { ALL_PROFILES, Profile } from '../consumer/app/lib/profiles';

/** What cdk-nag finds in a notes API and is left to its user. */
interface ListedFinding {
  /** The same rule may be in both packs. */
  readonly rules: readonly string[];
  readonly profiles: readonly Profile[];
  /** The resources' paths in the stack. */
  readonly on: readonly string[];
  readonly reason: string;
  readonly remedy: string;
}

const STAGE = ['Notes/Api/DeploymentStage.prod/Resource'];
const FUNCTIONS = CONSTRUCT_IDS.map((id) => `Notes/${id}/Function/Resource`).sort();
const ROLES = CONSTRUCT_IDS.map((id) => `Notes/${id}/Role/Resource`).sort();
const METHODS = ROUTES.map(({ method, path }) => `Notes/Api/Default${path}/${method}/Resource`).sort();

/** What finds the permissions that can only be on `*`. */
export const PERMISSIONS_ON_ALL = ['AwsSolutions-IAM5[Resource::*]', 'Serverless-LambdaStarPermissions'] as const;

export const FINDINGS: readonly ListedFinding[] = [
  {
    rules: ['AwsSolutions-APIG1', 'Serverless-APIGWAccessLogging'],
    profiles: ['Default', 'Cognito', 'CustomerKey', 'TheirTable'],
    on: STAGE,
    reason: 'API Gateway writes logs with one role for the whole account and region, which a part of a stack must not set.',
    remedy: 'Set that role with `CfnAccount`, and `accessLogs: true`.',
  },
  {
    rules: ['AwsSolutions-APIG6'],
    profiles: ALL_PROFILES,
    on: STAGE,
    reason: 'Execution logs need the same role of the account.',
    remedy: 'Set that role with `CfnAccount` and add a `loggingLevel` to the stage\'s `methodSettings`.',
  },
  {
    rules: ['AwsSolutions-APIG3'],
    profiles: ['Default', 'Cognito', 'CustomerKey', 'TheirTable'],
    on: STAGE,
    reason: 'A web ACL has a monthly price, and its rules depend on who the callers are.',
    remedy: '`webAclArn`.',
  },
  {
    rules: ['AwsSolutions-COG4'],
    profiles: ['Default', 'CustomerKey', 'TheirTable'],
    on: METHODS,
    reason: 'Callers sign their requests with AWS credentials, and nobody has access before it is granted.',
    remedy: '`authorization: NotesAuthorization.cognito(…)`, if callers are users of a pool.',
  },
  {
    rules: ['Serverless-APIGWXrayEnabled'],
    profiles: ALL_PROFILES,
    on: STAGE,
    reason: 'A trace of the stage contains the path of its request, and so the user id.',
    remedy: 'Set the stage\'s `tracingEnabled`, if traces may contain user ids.',
  },
  {
    rules: PERMISSIONS_ON_ALL,
    profiles: ALL_PROFILES,
    on: ROLES,
    reason: 'Neither traces nor the actions that connect a function to a VPC have an ARN.',
    remedy: 'Acknowledge it, or set `tracing: false` without a `vpc`: cdk-nag then reports `Serverless-LambdaTracing`.',
  },
  {
    rules: ['Serverless-LambdaDLQ'],
    profiles: ALL_PROFILES,
    on: FUNCTIONS,
    reason: 'Dead-letter queues are for asynchronous invocations; API Gateway waits for the response and reports a failure to the caller.',
    remedy: 'Nothing, unless you invoke a function asynchronously yourself.',
  },
];

/** What the list says of a profile. */
export function listedFindings(profile: Profile): Findings {
  return Object.fromEntries(FINDINGS
    .filter(({ profiles }) => profiles.includes(profile))
    .flatMap(({ rules, on }) => rules.map((rule) => [rule, [...on]])));
}
