import { authorizerPolicy } from './authorizer-policy';
import { ApiFault } from './gateway-error';
import { Statement } from '../iam/policy';

/** The result of a Lambda authorizer for one identity. */
export interface AuthorizerResult {
  readonly principalId: string;
  /** The statements about the methods that the identity may invoke. */
  readonly policy: readonly Statement[];
  /** API Gateway passes every value on as a string. */
  readonly context: Record<string, string>;
  /** The caller's API key, for an API whose ApiKeySourceType is AUTHORIZER. */
  readonly usageIdentifierKey?: string;
}

/** Parses a Lambda authorizer's response; throws if API Gateway would call it malformed. */
export function authorizerResult(payload: string): AuthorizerResult {
  try {
    const { context, policyDocument, principalId, usageIdentifierKey } = Object(JSON.parse(payload)) as Record<string, unknown>;
    if (!['string', 'number'].includes(typeof principalId)) {
      throw new Error('it has no principalId');
    }
    return {
      principalId: String(principalId),
      policy: authorizerPolicy(policyDocument),
      context: stringified(context ?? {}),
      ...typeof usageIdentifierKey === 'string' && { usageIdentifierKey },
    };
  } catch (error) {
    throw new ApiFault('AUTHORIZER_CONFIGURATION_ERROR', `the authorizer's response is malformed: ${(error as Error).message}`);
  }
}

function stringified(context: unknown): Record<string, string> {
  if (typeof context !== 'object' || Array.isArray(context)) {
    throw new Error('its context is not an object');
  }
  return Object.fromEntries(
    Object.entries(Object(context)).map(([key, value]) => {
      if (!['string', 'number', 'boolean'].includes(typeof value)) {
        throw new Error(`the value of ${key} in its context is not a string, number or boolean`);
      }
      return [key, String(value)];
    }),
  );
}
