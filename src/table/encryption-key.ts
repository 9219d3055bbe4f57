import { Stack, Token } from 'aws-cdk-lib';
import { IKey } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import { shown } from '../cdk/checked-values';
import { checkSameEnvironment, checkReference } from '../cdk/same-environment';

/** @throws an error when DynamoDB or IAM cannot refer to the key */
export function checkedEncryptionKey(scope: Construct, key?: IKey): IKey | undefined {
  if (key === undefined) {
    return undefined;
  }
  if (typeof key?.keyArn !== 'string') {
    throw new Error(`"encryptionKey" is ${shown(key)}: use a KMS key, such as a Key or the result of Key.fromKeyArn(…)`);
  }
  if (Token.isUnresolved(Stack.of(scope).region)) {
    throw new Error(
      `"encryptionKey" requires a stack with a known region, which "${Stack.of(scope).node.path}" does not have: `
      + 'give the stack an "env" with a region, or leave "encryptionKey" out',
    );
  }
  checkKey('encryptionKey', scope, key);
  return key;
}

/** Checks that functions in the scope can be allowed to use a key. */
export function checkKey(name: string, scope: Construct, key: IKey): void {
  if (JSON.stringify(Stack.of(scope).resolve(key.keyArn)).includes(':alias/')) {
    throw new Error(`"${name}" is an alias, which IAM policies cannot refer to: use the key itself`);
  }
  // Its account is not checked: the key policy can allow another account.
  checkSameEnvironment(`"${name}" is`, { region: key.env.region }, scope, 'use a key in the region of the notes API');
  checkReference(`"${name}" is`, key, key.keyArn, scope);
}
