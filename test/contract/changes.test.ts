import { Duration } from 'aws-cdk-lib';
import { expectProblem } from './expectations';
import { OPEN } from './local-api';
import { Notes } from './notes';
import { describeLocal, started, targets } from './target';
import { Answer } from '../http';

const WITH_CHANGES = { ...OPEN, trash: Duration.days(30), changes: true };

describeLocal.each(targets)('the changes on %s', (_target, start) => {
  const api = started(start, WITH_CHANGES);
  let notes: Notes;
  beforeEach(() => { notes = new Notes(api); });

  const changes = async (since = '', query = {}): Promise<Answer['json']> => {
    const answer = await notes.list({ since, ...query });
    expect(answer.status).toBe(200);
    return answer.json;
  };

  test('are the notes without their content, the oldest change first, and where to go on', async () => {
    const first = await notes.create({ content: 'a', title: 'first', tags: ['x'] });
    const second = await notes.create({ content: 'b' });
    const changed = (await notes.put(first.id, { content: 'c', tags: ['y'] })).json;
    const { content: _, ...told } = changed;
    const { content: __, ...toldSecond } = second;
    expect(await changes()).toEqual({ notes: [toldSecond, told], nextSince: expect.stringMatching(/^[\w-]+$/) });
  });

  test('of a user without notes are none', async () => {
    expect(await changes()).toEqual({ notes: [], nextSince: expect.any(String) });
  });

  test.each([['', 204], ['?permanent=true', 204]])('are the deletion of a note too, with DELETE%s', async (query, status) => {
    const { id } = await notes.create();
    const before = await changes();
    expect((await api.call('DELETE', `/notes/${notes.user}/${id}${query}`)).status).toBe(status);
    const { notes: [deletion, ...others] } = await changes(before.nextSince);
    expect(deletion).toEqual({ id, updatedAt: deletion.deletedAt, etag: expect.any(String), deletedAt: expect.any(String) });
    expect(others).toEqual([]);
  });

  test('are a note again that is restored, or created again under its id', async () => {
    const { id } = await notes.create();
    await notes.delete(id);
    expect((await api.call('POST', `/notes/${notes.user}/${id}/restore`)).status).toBe(200);
    const restored = (await changes()).notes;
    await notes.delete(id);
    await notes.put(id, { content: 'c' }, { 'if-none-match': '*' });
    const again = (await changes()).notes;
    for (const told of [restored, again]) {
      expect(told).toEqual([expect.objectContaining({ id, etag: expect.any(String) })]);
      expect(told[0]).not.toHaveProperty('deletedAt');
      expect(told[0]).not.toHaveProperty('expiresAt');
    }
  });

  test('are told page by page', async () => {
    const all = await notes.createAll(['1', '2', '3']);
    const first = await changes('', { limit: '2' });
    const second = await changes(first.nextSince, { limit: '2' });
    expect([first, second].map(({ hasMore }) => hasMore)).toEqual([true, undefined]);
    expect([...first.notes, ...second.notes].map(({ id }) => id)).toEqual(all.map(({ id }) => id));
  });

  test('begin with a list for a client that has no notes yet', async () => {
    await notes.create();
    const { notes: none, nextSince } = await changes('now');
    expect(none).toEqual([]);
    const { id } = await notes.create();
    expect((await changes(nextSince)).notes.map((told: { id: string }) => told.id)).toContain(id);
  });

  test('are not told after what is no cursor, and not together with another parameter', async () => {
    expectProblem(await notes.list({ since: 'x' }), 400, 'invalid-cursor');
    expectProblem(await notes.list({ since: '', view: 'summary' }), 400, 'invalid-parameter');
    expectProblem(await notes.list('since=a&since=b'), 400, 'invalid-parameter');
  });

  test('answer a HEAD and the preconditions of a list', async () => {
    expect((await api.call('HEAD', `/notes/${notes.user}?since=`)).status).toBe(200);
    expect((await api.call('GET', `/notes/${notes.user}?since=`, { headers: { 'if-none-match': '*' } })).status).toBe(304);
  });

  test('since another retention of the trash are gone', async () => {
    const values = JSON.parse(Buffer.from((await changes()).nextSince, 'base64url').toString());
    const since = Buffer.from(JSON.stringify([...values.slice(0, 3), 86_400, ...values.slice(4)])).toString('base64url');
    expectProblem(await notes.list({ since }), 410, 'resync-required');
  });
});
