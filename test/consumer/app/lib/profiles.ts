import { App, Stack } from 'aws-cdk-lib';
import { FeaturePlan, Mfa, UserPool } from 'aws-cdk-lib/aws-cognito';
import { NotesApi, NotesApiProps, NotesAuthorization } from 'cdk-notes-api';

/** The ways of using a notes API of which every template is checked. */
export const PROFILES = {
  Default: () => ({}),
  Cognito: (stack) => ({ authorization: NotesAuthorization.cognito([userPool(stack)]) }),
} satisfies Record<string, (stack: Stack) => NotesApiProps>;

export type Profile = keyof typeof PROFILES;

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
