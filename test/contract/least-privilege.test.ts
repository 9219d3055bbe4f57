import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as dynamoDb from '@aws-sdk/client-dynamodb';
import { App, Stack } from 'aws-cdk-lib';
import { CfnRole } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { CfnFunction } from 'aws-cdk-lib/aws-lambda';
import { expectProblem } from './expectations';
import { Notes } from './notes';
import { anyTarget, describeLocal, Start, started, Target } from './target';
import { readAssembly } from '../../local/cloudformation/assembly';
import { InvokeUrls } from '../../local/cloudformation/invoke-urls';
import { Stack as SynthesizedStack } from '../../local/cloudformation/stack';
import { RoleSession } from '../../local/iam/role-session';
import { Roles } from '../../local/iam/roles';
import { NotesOperation, OPERATIONS } from '../../src/contract/operations';
import { Answer } from '../http';
import { NotesApi, NotesApiProps, NotesAuthorization } from 'cdk-notes-api';

/** The actions that are not an operation's name. */
const PERMISSIONS_ONLY = [
  'ConditionCheckItem', 'DescribeStream', 'GetRecords', 'GetShardIterator', 'ListStreams',
  'PartiQLDelete', 'PartiQLInsert', 'PartiQLSelect', 'PartiQLUpdate',
];

/** Every action of DynamoDB: the SDK has a command for each operation. */
const ACTIONS = [...Object.keys(dynamoDb).flatMap((name) => /^(\w+)Command$/.exec(name)?.[1] ?? []), ...PERMISSIONS_ONLY]
  .map((name) => `dynamodb:${name}`);

const operations = Object.values(NotesOperation);

describe('what the synthesised roles allow', () => {
  const assembly = mkdtempSync(join(tmpdir(), 'notes-roles-'));
  const app = new App({ outdir: assembly });
  const stack = new Stack(app, 'Roles');
  const notes = new NotesApi(stack, 'Notes', { authorization: NotesAuthorization.none() });
  const functionIds = new Map(operations.map((operation) => [
    operation, stack.getLogicalId(notes.functions[operation].node.defaultChild as CfnFunction),
  ]));
  app.synth();
  const [synthesized] = SynthesizedStack.all(readAssembly(assembly), new InvokeUrls());
  const roles = new Roles([synthesized], (line) => { throw new Error(line); });
  const [table] = synthesized.resources('AWS::DynamoDB::GlobalTable');

  afterAll(() => rmSync(assembly, { recursive: true }));

  /** The actions that the function of the operation may perform on a resource. */
  function allowed(operation: NotesOperation, resource: string): string[] {
    const { arn, logicalId, physicalId, properties } = synthesized.resources<{ Role: string }>('AWS::Lambda::Function')
      .find((candidate) => candidate.logicalId === functionIds.get(operation))!;
    const session = new RoleSession(roles.find(properties.Role), physicalId, { functionArn: arn, logicalId });
    return ACTIONS.filter((action) => session.refusal(action, resource, {}, (reason) => { throw new Error(reason); }) === undefined);
  }

  test('is asked of all actions', () => {
    expect(ACTIONS.length).toBeGreaterThan(60);
    expect(ACTIONS).toEqual(expect.arrayContaining(operations.map((operation) => OPERATIONS[operation].action)));
  });

  test.each(operations)('%s is its one action on the table', (operation) => {
    expect(allowed(operation, table.arn)).toEqual([OPERATIONS[operation].action]);
  });

  test.each(operations)('%s is nothing on another table, an index or a stream, nor on all tables', (operation) => {
    const others = [
      `${table.arn}2`,
      `${table.arn}/index/any`,
      `${table.arn}/stream/any`,
      table.arn.replace(/[^/]+$/, '*'),
      table.arn.replace('us-east-1', 'eu-west-1'),
    ];
    expect(others.flatMap((resource) => allowed(operation, resource))).toEqual([]);
  });
});

const WHOLE = { content: 'Buy milk' };
const KEYED = { 'idempotency-key': 'key' };

/** The requests of every operation. */
const requests: [operation: NotesOperation, name: string, send: (notes: Notes, id: string) => Promise<Answer>][] = [
  [NotesOperation.CREATE, 'POST', (notes) => notes.post(WHOLE)],
  [NotesOperation.CREATE, 'POST with a key', (notes) => notes.post(WHOLE, KEYED)],
  [NotesOperation.GET, 'GET', (notes, id) => notes.get(id)],
  [NotesOperation.LIST, 'GET of a list', (notes) => notes.list()],
  [NotesOperation.UPDATE, 'PUT', (notes, id) => notes.put(id, WHOLE)],
  [NotesOperation.UPDATE, 'PUT of a new note', (notes) => notes.put('new', WHOLE, { 'if-none-match': '*' })],
  [NotesOperation.UPDATE, 'PATCH', (notes, id) => notes.patch(id, WHOLE)],
  [NotesOperation.DELETE, 'DELETE', (notes, id) => notes.delete(id)],
];

type Props = Parameters<Start>[0];

/** The position of the key's action in a role. */
const DECRYPTION = 'Properties.Policies.0.PolicyDocument.Statement.1.Action';

const WITH_KEY = (stack: Stack): NotesApiProps => ({ authorization: NotesAuthorization.none(), encryptionKey: new Key(stack, 'Key') });

/** The status of every request about an existing note, each about its own. */
async function statuses(api: Target): Promise<[NotesOperation, number][]> {
  return Promise.all(requests.map(async ([operation, , send]): Promise<[NotesOperation, number]> => {
    const notes = new Notes(api);
    await api.putItem(row(notes.user));
    return [operation, (await send(notes, 'note')).status];
  }));
}

// No engine gets a request that the role does not allow.
describeLocal.each(anyTarget)('the roles on %s', (_engine, start) => {
  describe.each<[string, Props?]>([
    ['as they are synthesised'],
    ['as they are synthesised for a customer\'s key', WITH_KEY],
  ])('%s', (_, props) => {
    const api = started(start, props);

    test('allow all that every operation needs', async () => {
      for (const [, status] of await statuses(api)) {
        expect(status).toBeLessThan(300);
      }
    });
  });

  // Each operation in turn lacks its action, and the next one lacks the key: an API takes longer to start than its tests.
  describe.each(operations.map((operation, at) => [operation, operations[(at + 1) % operations.length]]))(
    '%s without its action, and %s without the customer\'s key',
    (...refused) => {
      const [withoutAction, withoutKey] = refused;
      const api = started(start, WITH_KEY, (notes) => {
        roleOf(notes, withoutAction).addDeletionOverride('Properties.Policies');
        roleOf(notes, withoutKey).addOverride(DECRYPTION, 'kms:Encrypt');
      });

      test.each(requests.filter(([operation]) => refused.includes(operation)))(
        '%s is answered 500 to %s, and the log says why',
        async (_operation, _name, send) => {
          const notes = new Notes(api);
          await api.putItem(row(notes.user));
          const before = api.logs.length;
          expectProblem(await send(notes, 'note'), 500, 'internal');
          expect(api.logs.slice(before)).toEqual([expect.stringContaining('AccessDeniedException')]);
          expect(await api.getItem(notes.user, 'note')).toEqual(row(notes.user));
        },
      );

      test('the other operations work', async () => {
        for (const [other, status] of await statuses(api)) {
          expect([other, status < 300]).toEqual([other, !refused.includes(other)]);
        }
      });
    },
  );
});

/** A note as it is stored in the table. */
function row(user: string): Record<string, dynamoDb.AttributeValue> {
  const createdAt = { S: '2026-01-01T00:00:00.000Z' };
  return {
    PK: { S: user },
    SK: { S: 'note' },
    noteContent: { S: 'Buy milk' },
    createdAt,
    updatedAt: createdAt,
    rev: { S: 'AAAAAAAAAAAAAAAA' },
  };
}

function roleOf({ functions }: NotesApi, operation: NotesOperation): CfnRole {
  return functions[operation].role!.node.defaultChild as CfnRole;
}
