import { FaultProxy, Meanwhile, Step } from './fault-proxy';
import { Answer, Functions } from './functions';
import { NotesTable, Row } from './notes-table';
import { noteOf, WRITE_NAMES, WriteName, WRITES } from './writes';
import { etag } from '../../lambda/note/note';
import { installedEngines } from '../../local/dynamodb/engine';

const proxy = new FaultProxy();
let table: NotesTable;
let functions: Functions;
let userId: string;
let users = 0;

beforeAll(async () => {
  await proxy.listen();
  table = await NotesTable.on(installedEngines[0], proxy);
  functions = await Functions.start(proxy.endpoint);
});
afterAll(async () => {
  await functions.close();
  await table.close();
  await proxy.close();
});
beforeEach(() => {
  userId = `S3cretUser-${++users}`;
  proxy.forget();
  functions.logged.length = 0;
});

async function restart(): Promise<void> {
  await functions.close();
  functions = await Functions.start(proxy.endpoint);
}

async function write(name: WriteName, ...script: (Step | Meanwhile)[]): Promise<Answer> {
  const { needsNote, ...request } = WRITES[name];
  if (needsNote) {
    await table.put(noteOf(userId));
  }
  proxy.script = script;
  return functions.call({ userId, ...request });
}

/** The note that is there, without the record of an idempotent request. */
const noteRow = async (): Promise<Row | undefined> => (await table.rows(userId)).find(({ SK }) => !SK.S!.startsWith('~'));

const change = (content = 'another writer\'s'): Meanwhile => async () => {
  await table.put({ ...noteOf(userId, 'r2', content), updatedAt: { S: new Date().toISOString() } });
};
const removal: Meanwhile = async () => table.delete(userId, (await noteRow())!.SK.S!);

function expectUnknown({ status, headers, json }: Answer): void {
  expect({ status, json }).toMatchObject({
    status: 503,
    json: { code: 'temporarily-unavailable', detail: expect.stringContaining('may or may not') },
  });
  expect(headers).toMatchObject({ 'Retry-After': '1' });
}

describe('without faults', () => {
  test.each(WRITE_NAMES)('%s is one request, with its condition in it and asking for proof', async (name) => {
    const { status, action, condition } = WRITES[name];
    expect((await write(name, 'pass')).status).toBe(status);
    expect(proxy.attempts).toEqual([action]);
    const { TransactItems, ...input } = proxy.lastInput as { TransactItems?: { Put: object }[] };
    const conditions = TransactItems ? TransactItems.map(({ Put }) => Put) : [input];
    expect(input).toMatchObject({ ReturnConsumedCapacity: 'TOTAL' });
    expect(conditions).toContainEqual(expect.objectContaining({ TableName: 'Notes', ConditionExpression: condition }));
    expect(conditions).not.toContainEqual(expect.not.objectContaining({ ConditionExpression: expect.any(String) }));
  });

  test('a list is one strongly consistent Query that asks for proof', async () => {
    proxy.script = ['pass'];
    expect((await functions.call({ method: 'GET', userId })).status).toBe(200);
    expect(proxy.attempts).toEqual(['Query']);
    expect(proxy.lastInput).toMatchObject({ TableName: 'Notes', ConsistentRead: true, ReturnConsumedCapacity: 'TOTAL' });
  });
});

describe('a write whose first answer is lost', () => {
  const changes = WRITE_NAMES.filter((name) => WRITES[name].method !== 'DELETE');
  const deletions = WRITE_NAMES.filter((name) => WRITES[name].method === 'DELETE');

  test.each(changes)('is a success when %s finds its own note', async (name) => {
    const { status, headers, json } = await write(name, 'lost', 'pass');
    expect(status).toBe(WRITES[name].status);
    expect(proxy.attempts).toHaveLength(2);
    const row = await noteRow();
    expect(row).toMatchObject({ noteContent: { S: 'S3cretContent' } });
    expect([headers.ETag, json.etag]).toEqual([etag({ rev: row!.rev.S }), headers.ETag]);
    expect(headers).not.toHaveProperty('Idempotent-Replayed');
    expect((await table.rows(userId)).filter(({ SK }) => !SK.S!.startsWith('~'))).toHaveLength(1);
  });

  test.each(deletions)('is a success when %s finds nothing any more', async (name) => {
    expect(await write(name, 'lost', 'pass')).toMatchObject({ status: 204, json: undefined });
    expect(proxy.attempts).toHaveLength(2);
    expect(await noteRow()).toBeUndefined();
  });

  test('is a success when three answers are lost', async () => {
    expect((await write('PUT with If-Match', 'lost', 'reset', 'serverError', 'pass')).status).toBe(200);
    expect(proxy.attempts).toHaveLength(4);
  });

  test('is a success when the note is just as asked for, though another one has written it', async () => {
    const { status, headers } = await write(
      'PATCH with If-Match',
      'lost',
      async () => table.put({ ...noteOf(userId, 'r2', 'S3cretContent'), title: { S: 'S3cretTitle' } }),
      'pass',
    );
    expect({ status, tag: headers.ETag }).toEqual({ status: 200, tag: etag({ rev: 'r2' }) });
  });

  test.each<[WriteName, string, Meanwhile]>([
    ['PUT', 'changed', change()],
    ['PUT with If-Match', 'changed', change()],
    ['PATCH', 'changed', change()],
    ['PATCH with If-Match', 'changed', change()],
    ['PUT with If-None-Match: *', 'changed', change()],
    ['DELETE', 'made again', change()],
    ['DELETE with If-Match', 'made again', change()],
    ['PUT', 'deleted', removal],
    ['PUT with If-Match', 'deleted', removal],
    ['PATCH', 'deleted', removal],
    ['PATCH with If-Match', 'deleted', removal],
  ])('is unknown when after %s the note is %s by another one', async (name, _, meanwhile) => {
    expectUnknown(await write(name, 'lost', meanwhile, 'pass'));
    expect(proxy.attempts).toHaveLength(2);
  });
});

test.each<WriteName>(['PUT', 'PATCH', 'PUT with If-Match', 'PUT with If-None-Match: *'])(
  'every attempt of a %s has a revision of its own: a note that became another between two has another entity tag',
  async (name) => {
    await write(name, 'reset', 'serverError', 'throttled', 'pass');
    const revisions = proxy.inputs.map((input) => (input.ExpressionAttributeValues as Record<string, { S: string }>)[':rev'].S);
    expect(new Set(revisions).size).toBe(4);
    expect((await noteRow())!.rev.S).toBe(revisions[3]);
  },
);

describe('a write that was carried out, and undone by another one before it is tried again,', () => {
  // The faults before have used up retries.
  beforeAll(restart);

  /** The row after the write of the other client, and after the second attempt. */
  async function rows(name: WriteName, meanwhile: Meanwhile): Promise<{ undone?: Row; row?: Row }> {
    let undone: Row | undefined;
    await write(name, 'lost', async () => { await meanwhile(); undone = await noteRow(); }, 'pass');
    return { undone, row: await noteRow() };
  }

  test.each(
    (
      [
        ['PUT', 'changed', change()],
        ['PUT with If-Match', 'changed', change()],
        ['PATCH', 'changed', change()],
        ['PATCH with If-Match', 'changed', change()],
        ['DELETE', 'made again', change()],
        ['DELETE with If-Match', 'made again', change()],
        ['PUT', 'deleted', removal],
        ['PUT with If-Match', 'deleted', removal],
        ['POST with a key', 'deleted', removal],
      ] as [WriteName, string, Meanwhile][]
    ).filter(([name]) => WRITE_NAMES.includes(name)),
  )('is not carried out a second time: %s, of a note that is then %s', async (name, _, meanwhile) => {
    const { undone, row } = await rows(name, meanwhile);
    expect(row).toEqual(undone);
  });

  // The date that would identify the attempts is deleted with the row.
  test.each<WriteName>(['PUT with If-None-Match: *', 'POST'])('is carried out again: %s, of a note that is then deleted', async (name) => {
    const { undone, row } = await rows(name, removal);
    expect({ undone, row }).toEqual({ undone: undefined, row: expect.objectContaining({ noteContent: { S: 'S3cretContent' } }) });
  });
});

describe('a write whose first request does not arrive', () => {
  test.each<[WriteName, string, Meanwhile]>([
    ['PUT with If-Match', 'changed', change()],
    ['PATCH with If-Match', 'changed', change()],
    ['DELETE with If-Match', 'changed', change()],
    ['PUT', 'deleted', removal],
    ['PATCH', 'deleted', removal],
    ['PUT with If-None-Match: *', 'made', change()],
  ])('is unknown too when before the second %s the note is %s by another one: it cannot tell', async (name, _, meanwhile) => {
    expectUnknown(await write(name, 'reset', meanwhile, 'pass'));
  });
});

describe('a conflict at the first attempt', () => {
  test.each<WriteName>(['PUT with If-Match', 'PATCH with If-Match', 'DELETE with If-Match'])(
    'of %s is a 412 with the current note',
    async (name) => {
      const { status, headers, json } = await write(name, change(), 'pass');
      expect({ status, tag: headers.ETag, code: json.code }).toEqual({
        status: 412,
        tag: etag({ rev: 'r2' }),
        code: 'precondition-failed',
      });
      expect(json.current).toMatchObject({ id: 'note', ...!name.startsWith('DELETE') && { content: "another writer's" }, etag: headers.ETag });
      expect(proxy.attempts).toHaveLength(1);
    },
  );

  test.each<WriteName>(['PUT', 'PUT with If-Match', 'PATCH', 'PATCH with If-Match', 'DELETE', 'DELETE with If-Match'])(
    'of %s with no note is a 404',
    async (name) => {
      expect(await write(name, removal, 'pass')).toMatchObject({ status: 404, json: { code: 'note-not-found' } });
      expect(proxy.attempts).toHaveLength(1);
    },
  );

  test('of a PUT with If-None-Match: * is a 412 with the current note', async () => {
    const { status, json } = await write('PUT with If-None-Match: *', change(), 'pass');
    expect({ status, current: json.current }).toMatchObject({ status: 412, current: { content: 'another writer\'s' } });
    expect(proxy.attempts).toHaveLength(1);
  });
});

describe.each(WRITE_NAMES)('%s', (name) => {
  // The faults before have used up retries.
  beforeAll(restart);

  test('is not believed without proof', async () => {
    const before = WRITES[name].needsNote ? [noteOf(userId)] : [];
    expectUnknown(await write(name, 'empty'));
    expect(proxy.attempts).toHaveLength(4);
    expect(await table.rows(userId)).toEqual(before);
  });

  test.each<Step>(['throttled', 'throttling', 'conflicting', 'serverError', 'reset'])('outlives two times %s', async (step) => {
    expect((await write(name, step, step, 'pass')).status).toBe(WRITES[name].status);
    expect(proxy.attempts).toHaveLength(3);
  });

  test.each<Step>(['throttled', 'throttling', 'conflicting', 'serverError', 'reset'])('is unknown after four times %s', async (step) => {
    expectUnknown(await write(name, step));
    expect(proxy.attempts).toHaveLength(4);
  });

  test('that is denied is a 500, logged once and without a word of the request', async () => {
    const { status, json } = await write(name, 'denied');
    expect({ status, code: json.code }).toEqual({ status: 500, code: 'internal' });
    expect(proxy.attempts).toHaveLength(1);
    expect(functions.logged).toEqual([
      [
        'error',
        { code: 'internal', requestId: 'request-1', cause: expect.objectContaining({ name: 'AccessDeniedException', attempts: 1 }) },
      ],
    ]);
    expect(JSON.stringify([functions.logged, json])).not.toContain('S3cret');
  });
});

describe('a POST with a key', () => {
  const post = (...script: Step[]) => write('POST with a key', ...script);

  test('that another transaction is in the way of is in progress', async () => {
    const { status, headers, json } = await post('transactionConflict');
    expect({ status, code: json.code, after: headers['Retry-After'] }).toEqual({
      status: 409,
      code: 'idempotency-in-progress',
      after: '1',
    });
    expect(functions.logged).toEqual([]);
  });

  test('that is throttled within its transaction is tried again', async () => {
    expect((await post('transactionThrottled', 'pass')).status).toBe(200);
    expect(proxy.attempts).toHaveLength(2);
  });

  test('that is always throttled within its transaction is unknown after four attempts', async () => {
    expectUnknown(await post('transactionThrottled'));
    expect(proxy.attempts).toHaveLength(4);
  });

  test('that is being carried out already is tried again, and unknown after four attempts', async () => {
    expectUnknown(await post('transactionInProgress'));
    expect(proxy.attempts).toHaveLength(4);
  });

  test('has one token in every attempt, by which DynamoDB knows it again', async () => {
    await post('reset', 'serverError', 'pass');
    const tokens = proxy.inputs.map(({ ClientRequestToken }) => ClientRequestToken);
    expect(tokens).toEqual(Array.from({ length: 3 }, () => expect.stringMatching(/^[0-9a-f-]{36}$/)));
    expect(new Set(tokens).size).toBe(1);
  });

  test('on a database without transactions is a 501', async () => {
    expect(await post('unknownOperation')).toMatchObject({ status: 501, json: { code: 'idempotency-unsupported' } });
    expect(proxy.attempts).toEqual(['TransactWriteItems']);
  });
});
