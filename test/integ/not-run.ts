import { Callers } from './deployments';

const ONE_USER = ['a token is one user\'s, and these tests name users', /user ids on|of a user id that|the notes of no other user/] as const;

/** Tests of the contract that callers cannot run, by a part of their names, and why. */
export const NOT_RUN: Readonly<Record<Callers, readonly [reason: string, tests: RegExp]>> = {
  iam: [
    'AWS\'s signer tidies what it signs, but the requests go out as they are',
    /invalid-user-id to (?:a dot segment|two dots)|ignores what it does not know: "__proto__=1"|cursors .* escaped to bytes that are not UTF-8/,
  ],
  cognito: ONE_USER,
  custom: ONE_USER,
};
