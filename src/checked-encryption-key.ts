import { Stack, Token } from 'aws-cdk-lib';
import { IKey } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import { shown } from './checked-values';

/** @throws an error where DynamoDB or IAM cannot be told the key */
export function checkedEncryptionKey(scope: Construct, key?: IKey): IKey | undefined {
  if (key === undefined) {
    return undefined;
  }
  if (typeof key?.keyArn !== 'string') {
    throw new Error(`"encryptionKey" is ${shown(key)}: use a KMS key, such as a Key or what Key.fromKeyArn(…) returns`);
  }
  if (Token.isUnresolved(Stack.of(scope).region)) {
    throw new Error('"encryptionKey" needs to know the region of the table\'s replicas: give the stack an "env" with a region, or leave the key out');
  }
  checkKey('encryptionKey', scope, key);
  return key;
}

/** That functions in the scope can be let use a key. */
export function checkKey(name: string, scope: Construct, key: IKey): void {
  const { region } = Stack.of(scope);
  const arn = JSON.stringify(Stack.of(scope).resolve(key.keyArn));
  if (arn.includes(':alias/')) {
    throw new Error(`"${name}" is an alias, which no IAM policy can name: use the key itself`);
  }
  const [, keyRegion = region] = /^"arn:[^:]*:kms:([^:]*):/.exec(arn) ?? [];
  if (keyRegion !== region && !Token.isUnresolved(region)) {
    throw new Error(`"${name}" is ${arn}, of the region ${keyRegion}: use a key of the table's region ${region}`);
  }
}
