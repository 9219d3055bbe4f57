/** The regions where IAM uses another name for Amazon Cognito identity pools. */
const PROVIDERS: Readonly<Record<string, string>> = {
  // https://docs.amazonaws.cn/en_us/aws/latest/userguide/cognito.html
  'cn-north-1': 'cognito-identity.cn-north-1.amazonaws.com.cn',
  // https://docs.aws.amazon.com/govcloud-us/latest/UserGuide/govcloud-cog.html
  'us-gov-east-1': 'cognito-identity.us-gov-east-1.amazonaws.com',
  'us-gov-west-1': 'cognito-identity-us-gov.amazonaws.com',
};

/** The caller's own identity in a policy, filled in by IAM when a request is evaluated. */
export function ownIdentity(region: string): string {
  return `\${${PROVIDERS[region] ?? 'cognito-identity.amazonaws.com'}:sub}`;
}
