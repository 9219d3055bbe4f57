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
const FUNCTIONS = ['CreateNote', 'DeleteNote', 'GetNote', 'ListNotes', 'UpdateNote'].map((id) => `Notes/${id}/Function/Resource`);
const METHODS = ['GET', 'POST', '{id}/DELETE', '{id}/GET', '{id}/PATCH', '{id}/PUT'].map((id) => `Notes/Api/Default/notes/{userId}/${id}/Resource`);

export const FINDINGS: readonly ListedFinding[] = [
  {
    rules: ['AwsSolutions-APIG1', 'Serverless-APIGWAccessLogging'],
    profiles: ALL_PROFILES,
    on: STAGE,
    reason: 'API Gateway writes logs with one role for the whole account and region, which a part of a stack must not set.',
    remedy: 'Set that role with `CfnAccount` and give the stage an `accessLogSetting`.',
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
    profiles: ['Default', 'Cognito', 'CustomerKey'],
    on: STAGE,
    reason: 'A web ACL has a monthly price, and its rules depend on who the callers are.',
    remedy: '`webAclArn`.',
  },
  {
    rules: ['AwsSolutions-COG4'],
    profiles: ['Default', 'CustomerKey'],
    on: METHODS,
    reason: 'Callers sign their requests with AWS credentials, and nobody is let in before it is granted.',
    remedy: '`authorization: NotesAuthorization.cognito(…)`, if callers are users of a pool.',
  },
  {
    rules: ['Serverless-APIGWXrayEnabled'],
    profiles: ALL_PROFILES,
    on: STAGE,
    reason: 'Traces are paid for by request, and are of use when the callers are traced as well.',
    remedy: 'Set the stage\'s `tracingEnabled`.',
  },
  {
    rules: ['Serverless-LambdaTracing'],
    profiles: ALL_PROFILES,
    on: FUNCTIONS,
    reason: 'X-Ray\'s actions have no resource to name, so every role would have a permission on `*`, which AwsSolutions-IAM5 finds.',
    remedy: 'Set a function\'s `tracingConfig` and grant its role `xray:PutTraceSegments` and `xray:PutTelemetryRecords` on `*`.',
  },
  {
    rules: ['Serverless-LambdaDLQ'],
    profiles: ALL_PROFILES,
    on: FUNCTIONS,
    reason: 'Dead letters are of asynchronous invocations; API Gateway waits for the answer and tells the caller of a failure.',
    remedy: 'Nothing, unless you invoke a function asynchronously yourself.',
  },
];

/** What the list says of a profile. */
export function listedFindings(profile: Profile): Findings {
  return Object.fromEntries(FINDINGS
    .filter(({ profiles }) => profiles.includes(profile))
    .flatMap(({ rules, on }) => rules.map((rule) => [rule, [...on]])));
}
