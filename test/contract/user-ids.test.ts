import { expectProblem } from './expectations';
import { Notes } from './notes';
import { newUser, sharedApi, Target, targets } from './target';
import { Answer } from '../http';

type Send = (notes: Notes) => Promise<Answer>;

const routes: [name: string, send: Send][] = [
  ['POST /notes/{userId}', (notes) => notes.post({ content: 'c' })],
  ['GET /notes/{userId}', (notes) => notes.list()],
  ['GET /notes/{userId}/{id}', (notes) => notes.get('id')],
  ['PUT /notes/{userId}/{id}', (notes) => notes.put('id', { content: 'c' }, { 'if-none-match': '*' })],
  ['PATCH /notes/{userId}/{id}', (notes) => notes.patch('id', { content: 'c' })],
  ['DELETE /notes/{userId}/{id}', (notes) => notes.delete('id')],
];

describe.each(targets)('user ids on %s', (target, start) => {
  const api = sharedApi(target, start);

  describe.each(routes)('%s answers 400 invalid-user-id to', (__, send) => {
    test.each([
      ['a lone percent sign', '%'],
      ['a half escape', '%4'],
      ['an escape that is not hexadecimal', '%zz'],
      ['escapes that are not UTF-8', '%C3%28'],
      ['an escaped surrogate', '%ED%A0%80'],
      ['a decoded slash', 'a%2Fb'],
      ['a decoded NUL', 'a%00b'],
      ['a decoded line break', 'a%0Ab'],
      ['a decoded DEL', 'a%7Fb'],
      ['a decoded C1 control character', 'a%C2%85b'],
      ['a dot segment', '.'],
      ['two dots, which URL parsers resolve away', '..'],
      ['two escaped dots, which they resolve away too', '%2e%2E'],
      ['2049 bytes', 'a'.repeat(2049)],
      ['2050 bytes in 1025 characters', '%C3%A4'.repeat(1025)],
    ])('%s', async (___, user) => {
      expectProblem(await send(new Notes(api, user)), 400, 'invalid-user-id');
    });
  });

  test.each([
    ['the note id', (notes: Notes) => notes.get('%zz')],
    ['the body', (notes: Notes) => notes.post('{', { 'content-type': 'text/plain' })],
    ['the cursor', (notes: Notes) => notes.list('cursor=x')],
    ['a precondition', (notes: Notes) => notes.put('id', { content: 'c' }, { 'if-match': '"' })],
  ])('are looked at before %s', async (__, send) => {
    expectProblem(await send(new Notes(api, '%zz')), 400, 'invalid-user-id');
  });

  test.each([
    ['of 2048 bytes', 'a'.repeat(2048)],
    ['with a space', 'a%20b'],
    ['with a plus sign, which is no space', 'a+b'],
    ['with a percent sign', '100%25'],
    ['of three dots', '...'],
    ['of emoji', '%F0%9F%98%80'],
    ['of an address', 'me@example.com'],
    ['named __proto__', '__proto__'],
  ])('%s have notes as others do', async (__, user) => {
    await expectEveryOperation(api, user);
  });

  test('are decoded once: one that decoded twice would be another is not that other', async () => {
    const user = newUser();
    const { id } = await new Notes(api, `${user}%2541`).create();
    expect((await new Notes(api, `${user}%25%34%31`).get(id)).status).toBe(200);
    expectProblem(await new Notes(api, `${user}A`).get(id), 404, 'note-not-found');
  });

  test('are the same however they are escaped, and others in another case', async () => {
    const { id } = await new Notes(api, 'al%69ce').create();
    expect((await new Notes(api, 'alice').get(id)).status).toBe(200);
    expectProblem(await new Notes(api, 'Alice').get(id), 404, 'note-not-found');
  });
});

async function expectEveryOperation(api: Target, user: string): Promise<void> {
  const notes = new Notes(api, user);
  const { id } = await notes.create({ content: 'created' });
  expect(await notes.ids()).toContain(id);
  expect((await notes.put(id, { content: 'replaced' })).json).toMatchObject({ content: 'replaced' });
  expect((await notes.patch(id, { content: 'patched' })).json).toMatchObject({ content: 'patched' });
  expect((await notes.delete(id)).status).toBe(204);
  expect(await notes.ids()).not.toContain(id);
}
