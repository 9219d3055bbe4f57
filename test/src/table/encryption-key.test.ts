import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Alias, IKey, Key } from 'aws-cdk-lib/aws-kms';
import { HANDLERS } from '../../operations';
import { statementsOfFunctions, synth } from '../synth';
import { NotesApi } from 'cdk-notes-api';

const KEY_ARN = 'arn:aws:kms:eu-west-1:111122223333:key/11111111-2222-3333-4444-555555555555';

function encrypted(keyOf: (stack: Stack) => IKey, region?: string): Template {
  const stack = new Stack(new App(), 'Stack', { env: { region } });
  new NotesApi(stack, 'Notes', { encryptionKey: keyOf(stack) });
  return Template.fromStack(stack);
}

describe.each<[string, (stack: Stack) => IKey, unknown]>([
  ['a new key', (stack) => new Key(stack, 'Key'), { 'Fn::GetAtt': [expect.stringMatching(/^Key/), 'Arn'] }],
  ['an imported key', (stack) => Key.fromKeyArn(stack, 'Key', KEY_ARN), KEY_ARN],
])('with %s', (_, keyOf, arn) => {
  const template = encrypted(keyOf, 'eu-west-1');

  test('the table is encrypted with it', () => {
    const [{ Properties }] = Object.values(template.findResources('AWS::DynamoDB::GlobalTable'));
    expect(Properties.SSESpecification).toEqual({ SSEEnabled: true, SSEType: 'KMS' });
    expect(Properties.Replicas).toEqual([expect.objectContaining({ Region: 'eu-west-1', SSESpecification: { KMSMasterKeyId: arn } })]);
  });

  test('each function may have DynamoDB decrypt with it, and nothing else', () => {
    const ofKey = statementsOfFunctions(template).map((all) => all.filter(({ Action }) => String(Action).includes('kms')));
    expect(ofKey).toEqual(Array(HANDLERS.length).fill([{
      Effect: 'Allow',
      Action: 'kms:Decrypt',
      Resource: arn,
      Condition: { StringEquals: { 'kms:ViaService': 'dynamodb.eu-west-1.amazonaws.com' } },
    }]));
  });
});

test('without a key of one\'s own no function may use any', () => {
  expect(JSON.stringify(synth().template.toJSON())).not.toMatch(/kms|SSESpecification":{"SSEEnabled":true/i);
});

test.each<[string, () => unknown, string]>([
  [
    'a key in a stack without a region',
    () => encrypted((stack) => new Key(stack, 'Key')),
    '"encryptionKey" requires a stack with a known region, which "Stack" does not have: give the stack an "env" with a region',
  ],
  [
    'an alias of a key',
    () => encrypted((stack) => new Key(stack, 'Key').addAlias('alias/notes'), 'eu-west-1'),
    '"encryptionKey" is an alias, which IAM policies cannot refer to: use the key itself',
  ],
  [
    'an imported alias',
    () => encrypted((stack) => Alias.fromAliasName(stack, 'Key', 'alias/notes'), 'eu-west-1'),
    '"encryptionKey" is an alias',
  ],
  [
    'a key of another region',
    () => encrypted((stack) => Key.fromKeyArn(stack, 'Key', KEY_ARN), 'us-east-1'),
    '"encryptionKey" is in the region eu-west-1, and the notes API is in us-east-1: use a key in the region of the notes API',
  ],
  [
    'a key of a stack of another region',
    () => encrypted((stack) => new Key(new Stack(stack.node.root, 'Other', { env: { region: 'us-west-2' } }), 'Key'), 'us-east-1'),
    '"encryptionKey" is in the region us-west-2, and the notes API is in us-east-1',
  ],
  [
    'a key of a stack without a region',
    () => encrypted((stack) => new Key(new Stack(stack.node.root, 'Other'), 'Key'), 'us-east-1'),
    '"encryptionKey" is in the stack "Other", and only one of the two stacks has a known account or region: give both stacks an "env"',
  ],
  ['an empty text', () => encrypted(() => '' as never, 'eu-west-1'), '"encryptionKey" is "": use a KMS key'],
  ['what is no key', () => encrypted(() => 'alias/notes' as never, 'eu-west-1'), '"encryptionKey" is "alias/notes": use a KMS key'],
])('%s is refused with the prop and what to do', (_, attempt, message) => {
  expect(attempt).toThrow(message);
});
