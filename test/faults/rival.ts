import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { History, UNSEEN } from './history';
import { Functions } from '../lambda/functions';
import { seenIn } from '../lambda/note-register';

/** Makes its writes later than the previous ones. */
const LATER_MILLIS = 3;

/** Another client: it replaces the note on condition that the note is as read, and creates the note if it finds none. */
export async function rival(functions: Functions, userId: string, history: History): Promise<void> {
  await delay(LATER_MILLIS);
  const note = { id: 'note', content: `rival-${randomUUID()}`, title: null };
  const call = { userId, id: 'note', body: { content: note.content } };
  const { status, json } = await history.record({ kind: 'get' }, UNSEEN, () => functions.call({ ...call, method: 'GET', body: undefined }));
  if (status === 404) {
    await history.record({ kind: 'create', note }, UNSEEN, () => functions.call({ ...call, method: 'PUT', headers: { 'If-None-Match': '*' } }));
  } else {
    await history.record({ kind: 'put', note, expected: seenIn(json) }, UNSEEN, () =>
      functions.call({ ...call, method: 'PUT', headers: { 'If-Match': json.etag } }));
  }
}
