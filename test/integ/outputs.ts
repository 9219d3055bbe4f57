/** The outputs of a deployment's stack, from which its callers are made. */
export const OUTPUTS = {
  url: 'NotesUrl',
  userPoolId: 'UserPoolId',
  clientId: 'UserPoolClientId',
  tokenSecret: 'TokenSecret',
} as const;
