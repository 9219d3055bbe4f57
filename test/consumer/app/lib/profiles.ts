import { App, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { FeaturePlan, Mfa, UserPool } from 'aws-cdk-lib/aws-cognito';
import { Key } from 'aws-cdk-lib/aws-kms';
import { CfnWebACL } from 'aws-cdk-lib/aws-wafv2';
import { NotesApi, NotesApiProps, NotesAuthorization, NotesOperation } from 'cdk-notes-api';

/** The ways of using a notes API of which every template is checked. */
const PROFILES = {
  Default: () => ({}),
  Cognito: (stack) => ({ authorization: NotesAuthorization.cognito([userPool(stack)]) }),
  CustomerKey: (stack) => ({ encryptionKey: key(stack) }),
  // All there is, so that a new property has to be given here; with mountOn the stage is another's.
  Everything: (stack): Required<Omit<NotesApiProps, 'mountOn'>> => ({
    apiKeyRequired: true,
    authorization: NotesAuthorization.cognito([userPool(stack)], { scopes: ['notes/all'], userIdClaim: 'username' }),
    corsOrigins: ['https://notes.example.com', 'https://shop.example.com'],
    encryptionKey: key(stack),
    gatewayResponses: true,
    operations: Object.values(NotesOperation),
    removalPolicy: RemovalPolicy.RETAIN,
    requireIfMatch: true,
    throttle: { burstLimit: 20, rateLimit: 10 },
    timeBudget: { maxAttempts: 2 },
    webAclArn: webAcl(stack).attrArn,
  }),
} satisfies Record<string, (stack: Stack) => NotesApiProps>;

export type Profile = keyof typeof PROFILES;

export const ALL_PROFILES = Object.keys(PROFILES) as Profile[];

/** A stack of the profile's name with what its notes API needs. */
export function profileStack(app: App, profile: Profile): { stack: Stack; notes: NotesApi } {
  const stack = new Stack(app, profile, { env: { region: 'eu-west-1' } });
  return { stack, notes: new NotesApi(stack, 'Notes', PROFILES[profile](stack)) };
}

/** User pools are the user's own, so this one gives cdk-nag nothing to find. */
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

function webAcl(stack: Stack): CfnWebACL {
  return new CfnWebACL(stack, 'WebAcl', {
    scope: 'REGIONAL',
    defaultAction: { allow: {} },
    visibilityConfig: { cloudWatchMetricsEnabled: true, metricName: 'Notes', sampledRequestsEnabled: false },
  });
}
