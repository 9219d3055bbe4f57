import { createHash } from 'node:crypto';
import { FaultProxy } from './fault-proxy';
import { Answer, Call, Functions } from './functions';
import { Fields, MORE_FIELDS, withFields } from './more-fields';
import { NotesTable, Row } from './notes-table';
import { OtherBundle } from './other-bundle';
import { installedEngines } from '../../local/dynamodb/engine';
import { NOTE_FIELDS, NoteFieldKind } from '../../src/contract/note-fields';

interface Sample {
  /** The value as a client sends it. */
  readonly sent: unknown;
  /** The value as it is stored and answered. */
  readonly kept: unknown;
  readonly attribute: object;
}

const text = (sent: string): Sample => ({ sent, kept: sent, attribute: { S: sent } });
const texts = (sent: string[]): Sample => ({ sent, kept: sent, attribute: { L: sent.map((S) => ({ S })) } });
const dateTime = (sent: string, kept: string): Sample => ({ sent, kept, attribute: { S: kept } });

/** Two values of each kind, and an invalid one. */
const SAMPLES: Record<NoteFieldKind, { readonly one: Sample; readonly other: Sample; readonly wrong: unknown }> = {
  'text': { one: text('ä'), other: text('bb'), wrong: 5 },
  'texts': { one: texts(['b', 'a']), other: texts(['a', 'b']), wrong: ['a', 'a'] },
  'date-time': {
    one: dateTime('2020-02-03T04:05:06+01:00', '2020-02-03T03:05:06.000Z'),
    other: dateTime('2021-01-01T00:00:00.5Z', '2021-01-01T00:00:00.500Z'),
    wrong: 'tomorrow',
  },
};

const engine = installedEngines[0];
const proxy = new FaultProxy();
let table: NotesTable;
let users = 0;
beforeAll(async () => {
  await proxy.listen();
  table = await NotesTable.on(engine, proxy);
});
afterAll(async () => {
  await table?.close();
  await proxy.close();
});

describe.each<[string, Fields, Fields]>([
  ['the fields of a note', NOTE_FIELDS, {}],
  ['a test\'s own fields', MORE_FIELDS, MORE_FIELDS],
])('of %s', (_, fields, added) => {
  const all: Fields = { ...NOTE_FIELDS, ...added };
  let bundle: OtherBundle;
  let functions: Functions;
  beforeAll(async () => {
    bundle = await OtherBundle.of({ plugins: [withFields(added)] });
    functions = await Functions.start(proxy.endpoint, { bundle: bundle.url });
  });
  afterAll(async () => {
    await functions?.close();
    await bundle?.remove();
  });

  let userId: string;
  beforeEach(() => { userId = `user${users++}`; });

  const ask = async (call: Omit<Call, 'userId'>): Promise<Answer> => functions.call({ userId, ...call });
  const post = async (body: object, headers = {}) => ask({ method: 'POST', body, headers });
  const created = async (body: object): Promise<string> => (await post(body)).json.noteId;
  const get = async (id: string) => (await ask({ method: 'GET', id })).json;

  /** A whole note with a value of this field. */
  const whole = (field: string, value: unknown) => ({ content: 'c', [field]: value });

  describe.each(Object.entries(fields))('%s', (field, { kind, attribute, bodies, inSummary, removable, required }) => {
    const { one, other, wrong } = SAMPLES[kind];
    const isPatchable = bodies.includes('NotePatch');

    test('is stored, and answered as it is stored', async () => {
      const id = await created(whole(field, one.sent));
      expect(await get(id)).toMatchObject({ [field]: one.kept });
      expect((await table.row(userId, id))![attribute]).toEqual(one.attribute);
    });

    test('is in lists, in a summary where the table says so', async () => {
      await created(whole(field, one.sent));
      const list = async (view: string) => (await ask({ method: 'GET', query: { view } })).json.notes[0];
      expect(await list('full')).toMatchObject({ [field]: one.kept });
      expect(Object.hasOwn(await list('summary'), field)).toBe(inSummary);
    });

    test('is refused with its pointer when it is of another kind', async () => {
      const { status, json } = await post(whole(field, wrong));
      expect({ status, code: json.code }).toEqual({ status: 400, code: 'invalid-field' });
      expect(json.errors[0].pointer).toMatch(new RegExp(`^#/${field}(/\\d+)?$`));
    });

    test('is changed by a patch that may have it', async () => {
      const id = await created(whole(field, one.sent));
      const { status, json } = await ask({ method: 'PATCH', id, body: { [field]: other.sent } });
      expect({ status, code: json.code }).toEqual(isPatchable ? { status: 200, code: undefined } : { status: 400, code: 'no-known-member' });
      expect(await get(id)).toMatchObject({ [field]: isPatchable ? other.kept : one.kept });
    });

    test('is removed by a null in a patch where it can be removed', async () => {
      const id = await created(whole(field, one.sent));
      const { status } = await ask({ method: 'PATCH', id, body: { [field]: null } });
      expect(status).toBe(removable ? 200 : 400);
      expect(Object.hasOwn(await get(id), field)).toBe(!removable);
      expect(Object.hasOwn((await table.row(userId, id))!, attribute)).toBe(!removable);
    });

    test('is replaced with the note where a patch could change it', async () => {
      const id = await created(whole(field, one.sent));
      await ask({ method: 'PUT', id, body: whole(field, other.sent) });
      expect(await get(id)).toMatchObject({ [field]: isPatchable ? other.kept : one.kept });
    });

    test('is removed by a whole note without it where a patch could change it', async () => {
      const id = await created(whole(field, one.sent));
      await ask({ method: 'PUT', id, body: { content: 'new' } });
      expect(Object.hasOwn(await get(id), field)).toBe(required || !isPatchable);
    });

    test('is in a note that is created under a chosen id', async () => {
      const { status } = await ask({ method: 'PUT', id: 'chosen', body: whole(field, one.sent), headers: { 'If-None-Match': '*' } });
      expect(status).toBe(201);
      expect(await get('chosen')).toMatchObject({ [field]: one.kept });
    });

    test('counts when a failed If-Match is compared with what is there', async () => {
      const id = await created(whole(field, one.sent));
      const put = async (sample: Sample) => (await ask({
        method: 'PUT', id, body: whole(field, sample.sent), headers: { 'If-Match': '"another"' },
      })).status;
      expect(await put(one)).toBe(200);
      expect(await put(other)).toBe(isPatchable ? 412 : 200);
    });

    test('tells requests with one Idempotency-Key apart', async () => {
      const keyed = async (sample: Sample) => post(whole(field, sample.sent), { 'Idempotency-Key': 'key' });
      const first = await keyed(one);
      expect([first.status, (await keyed(one)).status, (await keyed(other)).status]).toEqual([200, 200, 422]);
    });

    test('is left out of answers where another writer stored something else in its place', async () => {
      const id = await created(whole(field, one.sent));
      const row = (await table.row(userId, id))!;
      await table.put({ ...row, [attribute]: { N: '5' } });
      const { status, json } = await ask({ method: 'GET', id });
      expect({ status, has: status === 200 && Object.hasOwn(json, field) }).toEqual({ status: required ? 404 : 200, has: false });
    });
  });

  test('all together fill a note', async () => {
    const samples = Object.entries(all).map(([field, { kind }]) => [field, SAMPLES[kind].one] as const);
    const id = await created(Object.fromEntries(samples.map(([field, { sent }]) => [field, sent])));
    const { etag, updatedAt, ...others } = await get(id);
    expect(others).toEqual({ id, ...Object.fromEntries(samples.map(([field, { kept }]) => [field, kept])) });
    expect(Object.keys((await table.row(userId, id))!).sort())
      .toEqual(['PK', 'SK', 'updatedAt', 'rev', ...Object.values(all).map(({ attribute }) => attribute)].sort());
  });

  test('a note that is too large is refused by the size of all its fields', async () => {
    const body = { ...Object.fromEntries(Object.entries(added).map(([field, { kind }]) => [field, SAMPLES[kind].one.sent])) };
    const largest = async (content: string) => post({ ...body, content });
    const { json: { limit, actual } } = await largest('a'.repeat(409_600));
    const room = 409_600 - (actual - limit);
    expect((await largest('a'.repeat(room))).status).toBe(200);
    expect(await largest('a'.repeat(room + 1))).toMatchObject({ status: 413, json: { actual: limit + 1 } });
  });

  test.each([
    [{ content: 'c' }, '["c",null,null]'],
    [{ content: 'c', createdAt: '2020-01-01T00:00:00Z' }, '["c",null,"2020-01-01T00:00:00Z"]'],
    [{ title: 't', content: 'c' }, '["c","t",null]'],
  ])('the fingerprint of %j stays what it was before there were more fields', async (body, hashed) => {
    await post(body, { 'Idempotency-Key': 'key' });
    const record: Row = (await table.row(userId, '~idempotency-key#key'))!;
    expect(record.fingerprint.S).toBe(createHash('sha256').update(hashed).digest('base64url'));
  });
});
