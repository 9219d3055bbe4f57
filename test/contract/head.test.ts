import { Headers, NoteDocument, Notes } from './notes';
import { sharedApi, targets } from './target';
import { Answer } from '../http';

const NONE = () => ({});

/** An answer without its body. Ids and times of requests differ, even those in headers of AWS. */
const head = ({ status, headers }: Answer) => ({
  status,
  headers: Object.fromEntries(Object.entries(headers).filter(([name]) =>
    !/^(content-length|transfer-encoding|connection|keep-alive|date|x-request-id|x-amzn?-.*)$/.test(name))),
});

describe.each(targets)('HEAD on %s', (target, start) => {
  const api = sharedApi(target, start);
  const notes = new Notes(api);
  let note: NoteDocument;
  beforeAll(async () => {
    await notes.create();
    note = await notes.create();
  });

  test.each<[string, (user: string) => string, (etag: string) => Headers]>([
    ['a note', (user) => `${user}/${note.id}`, NONE],
    ['a note that is not modified', (user) => `${user}/${note.id}`, (etag) => ({ 'if-none-match': etag })],
    ['a note with a bad precondition', (user) => `${user}/${note.id}`, () => ({ 'if-none-match': ',' })],
    ['a note that there is not', (user) => `${user}/none`, NONE],
    ['a list', (user) => user, NONE],
    ['a page of a list', (user) => `${user}?limit=1&view=summary`, NONE],
    ['a list with a bad parameter', (user) => `${user}?limit=0`, NONE],
    ['a list with a bad cursor', (user) => `${user}?cursor=x`, NONE],
    ['the notes of a user id that is none', () => '%00', NONE],
  ])('of %s has the status and the headers of GET, and no body', async (__, pathOf, headersOf) => {
    const [get, asked] = await Promise.all(['GET', 'HEAD'].map((method) =>
      api.call(method, `/notes/${pathOf(notes.user)}`, { headers: headersOf(note.etag) })));
    expect(asked.text).toBe('');
    expect(head(asked)).toEqual(head(get));
  });

  test('leads from page to page', async () => {
    const { headers: { link } } = await api.call('HEAD', `/notes/${notes.user}?limit=1`);
    expect(link).toMatch(/^<\?limit=1&.*>; rel="next"$/);
  });
});
