import fc from 'fast-check';
import { text } from './arbitraries';
import { Row } from './notes-table';
import { started } from './started';
import { EngineName, installedEngines } from '../../local/dynamodb/engine';

const DATES: [stored: string, answered: string | undefined][] = [
  ['2024-05-06T07:08:09.123Z', '2024-05-06T07:08:09.123Z'],
  ['2024-05-06T07:08:09Z', '2024-05-06T07:08:09.000Z'],
  ['2024-05-06T07:08:09.123456789Z', '2024-05-06T07:08:09.123Z'],
  ['2024-05-06 07:08:09z', '2024-05-06T07:08:09.000Z'],
  ['2024-05-06T07:08:09+02:00', '2024-05-06T05:08:09.000Z'],
  ['9999-12-31T23:59:59.999Z', '9999-12-31T23:59:59.999Z'],
  ['2024-05-06 07:08:09', undefined],
  ['2024-05-06', undefined],
  ['1714979289', undefined],
  ['2024-02-30T00:00:00Z', undefined],
  ['9999-12-31T23:59:59-23:59', undefined],
  ['1969-12-31T23:59:59Z', undefined],
  ['yesterday', undefined],
  ['', undefined],
];

const texts = (...usual: string[]): fc.Arbitrary<Row[string]> =>
  fc.oneof(fc.constantFrom(...usual), text({ maxLength: 20 })).map((S) => ({ S }));

/** Attributes of any other type. */
const SCALARS: Row[string][] = [{ N: '5' }, { BOOL: true }, { NULL: true }];
const OTHERS: Row[string][] = [...SCALARS, { L: [{ S: 'a' }] }, { M: { S: { S: 'a' } } }, { SS: ['a'] }, { B: Buffer.from('a') }];

const other = fc.constantFrom(...OTHERS);

const date = fc.oneof({ weight: 3, arbitrary: texts(...DATES.map(([stored]) => stored)) }, { weight: 1, arbitrary: other });

/** The titles that a body may have. A stored title that a body may not have is still answered. */
const title = fc.oneof(
  { weight: 3, arbitrary: text({ maxLength: 20 }).map((S) => ({ S: S.replace(/\p{Cc}/gu, '') })) },
  { weight: 1, arbitrary: other },
);

/** The values that dynalite compares like DynamoDB: all except lists, maps and empty texts. */
const isComparable = ({ S, ...others }: Row[string]) => S !== '' && (S !== undefined || SCALARS.some((scalar) => Object.keys(scalar)[0] in others));

/** Rows of notes as any writer could have left them. */
const rowOn = (engine: EngineName): fc.Arbitrary<Row> => {
  const compared = (values: fc.Arbitrary<Row[string]>) => engine === 'dynalite' ? values.filter(isComparable) : values;
  return fc.record({
    noteContent: texts('', 'a', '\0', '\ufeff', '{"content":"b"}'),
    title,
    createdAt: date,
    updatedAt: compared(date),
    rev: compared(fc.oneof({ weight: 3, arbitrary: texts('r1', '', '"', 'a b', '*') }, { weight: 1, arbitrary: other })),
    colour: fc.oneof(texts('red'), other),
  }, { requiredKeys: ['noteContent'] });
};

const fields = ({ updatedAt, etag, ...others }: Record<string, unknown>) => others;

describe.each(installedEngines)('on %s', (engine) => {
  const api = started(engine);
  let users = 0;

  async function plant(attributes: Row) {
    const userId = `user-${++users}`;
    await api.table.put({ PK: { S: userId }, SK: { S: 'note' }, ...attributes });
    return {
      row: () => api.table.row(userId, 'note'),
      call: (method: string, given: object = {}) => api.functions.call({ method, userId, id: 'note', ...given }),
      list: async (view: string) => (await api.functions.call({ method: 'GET', userId, query: { view } })).json.notes[0],
    };
  }

  test('everything that GET answers is what PUT accepts, and what is answered then, for a row of any shape', async () => {
    await fc.assert(
      fc.asyncProperty(rowOn(engine), fc.boolean(), async (attributes, withTag) => {
        const planted = await plant(attributes);
        const { status, json: note, headers } = await planted.call('GET');
        expect(status).toBe(200);
        const put = await planted.call('PUT', { body: note, headers: withTag ? { 'If-Match': headers.ETag } : {} });
        expect({ status: put.status, note: fields(put.json) }).toEqual({ status: 200, note: fields(note) });
        expect((await planted.call('GET')).json).toEqual(put.json);
        // Attributes that do not belong to clients stay as they were written.
        expect(await planted.row()).toMatchObject(Object.fromEntries(['createdAt', 'colour']
          .flatMap((name) => name in attributes ? [[name, attributes[name]]] : [])));
      }),
      { numRuns: 100 },
    );
  });

  test.each(DATES)('a stored date "%s" is answered as %j, everywhere', async (stored, answered) => {
    const planted = await plant({ noteContent: { S: 'a' }, createdAt: { S: stored }, updatedAt: { S: stored }, rev: { S: 'r1' } });
    const dates = ({ createdAt, updatedAt }: Record<string, unknown>) => ({ createdAt, updatedAt });
    const conflict = await planted.call('PATCH', { body: { title: 't' }, headers: { 'If-Match': '"other"' } });
    const refused = await planted.call('DELETE', { headers: { 'If-Match': '"other"' } });
    for (const note of [
      (await planted.call('GET')).json, await planted.list('full'), await planted.list('summary'), conflict.json.current, refused.json.current,
    ]) {
      expect(dates(note)).toEqual({ createdAt: answered, updatedAt: answered });
    }
    expect(await planted.row()).toMatchObject({ createdAt: { S: stored }, updatedAt: { S: stored } });
  });

  test('a stored title that a body may not have is answered, and PUT of it is refused with its pointer', async () => {
    const planted = await plant({ noteContent: { S: 'a' }, title: { S: 'a\nb' } });
    const { json } = await planted.call('GET');
    expect(json.title).toBe('a\nb');
    expect(await planted.call('PUT', { body: json })).toMatchObject({ status: 400, json: { errors: [{ pointer: '#/title' }] } });
  });
});
