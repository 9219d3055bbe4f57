import { startedForClients } from './api';
import { NotesClient } from 'cdk-notes-api-client';

const started = startedForClients();
let notes: NotesClient;
beforeEach(() => { notes = started.newClient(); });

test('a created note is the note that is read', async () => {
  const created = await notes.create({ content: 'Buy milk', title: 'Errands', tags: ['shopping'] });
  expect(created).toMatchObject({ content: 'Buy milk', title: 'Errands', tags: ['shopping'] });
  expect(await notes.get(created.id)).toEqual(created);
});

test('a note without title and tags has no members for them', async () => {
  const created = await notes.create({ content: '' });
  expect(Object.keys(created).sort()).toEqual(['content', 'createdAt', 'etag', 'id', 'updatedAt']);
  expect(await notes.get(created.id)).toEqual(created);
});
