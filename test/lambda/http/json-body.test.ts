import { Request } from '../../../lambda/http/request';
import { installedEngines } from '../../../local/dynamodb/engine';
import { LIMITS } from '../../../src/contract/limits';
import { proxyEvent } from '../event';
import { FaultProxy } from '../fault-proxy';
import { Functions } from '../functions';
import { NotesTable } from '../notes-table';

const PLAIN = (body: string) => ({ body });
const BASE64 = (body: string) => ({ body: Buffer.from(body).toString('base64'), isBase64Encoded: true });
const codeOf = (event: Parameters<typeof proxyEvent>[0]) => {
  try {
    new Request(proxyEvent(event)).json();
    return undefined;
  } catch (error) {
    return (error as { code: string }).code;
  }
};

/** A body of a number of bytes. */
const bodyOf = (bytes: number, filling = 'x') => {
  const room = bytes - '{"content":""}'.length;
  return `{"content":"${filling.repeat(room / Buffer.byteLength(filling))}${'x'.repeat(room % Buffer.byteLength(filling))}"}`;
};

describe.each([['as text', PLAIN], ['as base64', BASE64]])('a body %s', (_, event) => {
  // Base64 of one, two and three bytes is distinguished.
  const above = event === BASE64 ? [1, 2, 3, 4] : [1];

  test.each(['x', 'ä', '€', '😀', '\\u0000'])('of as many bytes as a note can take is read, filled with %s', (filling) => {
    expect(codeOf(event(bodyOf(LIMITS.bodyBytes, filling)))).toBeUndefined();
  });

  test.each(['x', 'ä', '€', '😀'])('of more bytes is too large, filled with %s', (filling) => {
    for (const more of above) {
      const actual = LIMITS.bodyBytes + more;
      expect(() => new Request(proxyEvent(event(bodyOf(actual, filling)))).json()).toThrow(expect.objectContaining({
        code: 'note-too-large', status: 413, members: expect.objectContaining({ limit: LIMITS.bodyBytes, actual }),
      }));
    }
  });

  test('of more bytes is too large before it is known to be JSON', () => {
    expect(codeOf(event('['.repeat(5_800_000)))).toBe('note-too-large');
    expect(codeOf(event(' '.repeat(LIMITS.bodyBytes + 1)))).toBe('note-too-large');
  });

  const nested = (depth: number, open: string, close: string) => `{"content":"","other":${open.repeat(depth)}1${close.repeat(depth)}}`;

  test.each([['lists', '[', ']'], ['objects', '{"a":', '}'], ['both', '[{"a":', '}]']])('with %s within each other is read up to a depth', (__, open, close) => {
    const levels = (LIMITS.bodyDepth - 1) / (open.length > 5 ? 2 : 1);
    expect(codeOf(event(nested(Math.floor(levels), open, close)))).toBeUndefined();
    expect(codeOf(event(nested(Math.floor(levels) + 1, open, close)))).toBe('invalid-body');
    expect(codeOf(event(nested(300_000, open, close)))).toBe('invalid-body');
  });

  test.each([
    ['brackets in its content', `{"content":"${'[{'.repeat(100_000)}"}`],
    ['brackets after escaped quotes', `{"content":"${'\\"[{'.repeat(100_000)}"}`],
    ['brackets after a backslash', `{"content":"\\\\${'[{'.repeat(1000)}\\\\","title":"${'[{'.repeat(300)}"}`],
    ['brackets in names', `{"content":"",${Array.from({ length: 1000 }, (__, index) => `"[{${index}":"[{"`).join()}}`],
    ['many lists beside each other', `{"content":"","other":[${'[],{},'.repeat(100_000)}1]}`],
  ])('with %s is read', (__, body) => {
    expect(codeOf(event(body))).toBeUndefined();
  });

  test.each([
    ['a quote in a name', `{"a\\"":${'['.repeat(101)}`],
    ['an escaped backslash at the end of a text', `{"a\\\\":${'['.repeat(101)}`],
    ['closing brackets within texts', `{"a":${'["]]]}}}",'.repeat(101)}`],
    ['spaces between', `${'[ \n'.repeat(101)}`],
  ])('is too deep with %s', (__, body) => {
    expect(codeOf(event(body))).toBe('invalid-body');
  });

  test.each(['"', '{"content":"', '{"content":"\\', '{"content":"\\"', ']]]]', '', '\\', '"\\'])('that is only %j is no JSON', (body) => {
    expect(codeOf(event(body))).toBe('invalid-json');
  });
});

describe('the functions', () => {
  const proxy = new FaultProxy();
  let table: NotesTable;
  let functions: Functions;
  beforeAll(async () => {
    await proxy.listen();
    table = await NotesTable.on(installedEngines[0], proxy);
    functions = await Functions.start(proxy.endpoint);
  });
  beforeEach(() => proxy.forget());
  afterAll(async () => {
    await functions?.close();
    await table?.close();
    await proxy.close();
  });

  test.each([
    ['createNote', 'POST', '/notes/{userId}'], ['updateNote', 'PUT', '/notes/{userId}/{id}'], ['updateNote', 'PATCH', '/notes/{userId}/{id}'],
  ])('%s answers 413 to a %s that is too long, without a request to DynamoDB', async (handler, httpMethod, resource) => {
    for (const event of [PLAIN, BASE64]) {
      const body = event('['.repeat(5_800_000 * (event === BASE64 ? 0.75 : 1)));
      const answer = await functions.invoke(handler, proxyEvent({
        resource, httpMethod, pathParameters: { userId: 'alice', id: 'note' }, ...body,
      }));
      expect(answer).toMatchObject({ status: 413, json: { code: 'note-too-large', limit: LIMITS.bodyBytes, actual: expect.any(Number) } });
    }
    expect(proxy.attempts).toEqual([]);
  });

  test('store the largest note also where each of its bytes is escaped', async () => {
    // 200 bytes are more than the other attributes take.
    const content = '\\u0001'.repeat(LIMITS.itemBytes - 200);
    const answer = await functions.invoke('createNote', proxyEvent({ body: `{"content":"${content}"}` }));
    expect(answer).toMatchObject({ status: 200 });
    expect((await table.row('alice', answer.json.noteId))?.noteContent.S).toHaveLength(LIMITS.itemBytes - 200);
  });
});
