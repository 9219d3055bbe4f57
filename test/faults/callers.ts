import { SECRET } from './hostile-text';
import { ENVIRONMENT } from '../../src/contract/environment';

/** A way in which an API identifies its callers: the setting of its functions, and the values of an authorizer for a user. */
interface Caller {
  readonly environment: Readonly<Record<string, string>>;
  readonly authorizer: (userId: unknown) => unknown;
}

const identifiedBy = (...path: string[]) => ({ [ENVIRONMENT.callerId]: JSON.stringify(path) });

export const CALLERS = {
  'nobody': { environment: {}, authorizer: () => undefined },
  'a user pool': { environment: identifiedBy('claims', 'sub'), authorizer: (sub) => ({ claims: { sub } }) },
  'an authorizer': { environment: identifiedBy('userId'), authorizer: (userId) => ({ userId, principalId: SECRET }) },
  'a claim with dots': { environment: identifiedBy('claims', 'custom:id'), authorizer: (id) => ({ claims: { 'custom:id': id } }) },
  'preconditions required': { environment: { [ENVIRONMENT.requireIfMatch]: 'true' }, authorizer: () => null },
} as const satisfies Record<string, Caller>;

export type CallerName = keyof typeof CALLERS;
