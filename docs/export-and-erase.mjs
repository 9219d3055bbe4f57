// Exports or erases all notes of a user: see export-and-erase.md.
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';

const STATES = ['current', 'deleted'];
const AT_ONCE = 10;

/** Repeats a request that the API was too busy for. `send` signs it, or adds a token. */
async function answered(send, url, init) {
  for (;;) {
    const response = await send(url, init);
    if (response.status !== 429 && response.status !== 503) {
      return response;
    }
    await delay(1_000 * (Number(response.headers.get('retry-after')) || 1));
  }
}

async function page(send, notesUrl, query) {
  const response = await answered(send, `${notesUrl}?${new URLSearchParams({ limit: '100', ...query })}`);
  if (response.status !== 200) {
    throw new Error(`${response.status} ${await response.text()}`);
  }
  return response.json();
}

/** An API without a trash ignores the state and lists the notes again. */
const isOf = (state) => ({ deletedAt }) => (state === 'deleted') === (deletedAt !== undefined);

/** Writes a file for each page. A page that is there is not read again: start it once more after it was stopped. */
export async function exportNotes(notesUrl, folder, send = fetch) {
  mkdirSync(folder, { recursive: true });
  for (const state of STATES) {
    let cursor;
    for (let number = 1; number === 1 || cursor !== undefined; number++) {
      const file = join(folder, `${state}-${String(number).padStart(6, '0')}.json`);
      if (!existsSync(file)) {
        // The oldest first: notes that are created meanwhile come last.
        const { notes, nextCursor } = await page(send, notesUrl, { order: 'asc', state, ...cursor !== undefined && { cursor } });
        writeFileSync(`${file}.part`, JSON.stringify({ notes: notes.filter(isOf(state)), nextCursor }));
        // Whole or not there.
        renameSync(`${file}.part`, file);
      }
      cursor = JSON.parse(readFileSync(file, 'utf8')).nextCursor;
    }
  }
}

/** Deletes all notes for good, those in the trash too. It remembers nothing: start it once more after it was stopped. */
export async function eraseNotes(notesUrl, send = fetch) {
  for (const state of STATES) {
    let cursor;
    do {
      const { notes, nextCursor } = await page(send, notesUrl, { view: 'summary', state, ...cursor !== undefined && { cursor } });
      for (let at = 0; at < notes.length; at += AT_ONCE) {
        await Promise.all(notes.slice(at, at + AT_ONCE).map(({ id }) => erase(send, `${notesUrl}/${encodeURIComponent(id)}?permanent=true`)));
      }
      cursor = nextCursor;
    } while (cursor !== undefined);
  }
}

async function erase(send, url) {
  const response = await answered(send, url, { method: 'DELETE', headers: { 'If-Match': '*' } });
  // 404: somebody else was faster.
  if (response.status !== 204 && response.status !== 404) {
    throw new Error(`${response.status} ${await response.text()}`);
  }
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  const [, , what, notesUrl, folder] = process.argv;
  await (what === 'export' ? exportNotes(notesUrl, folder) : eraseNotes(notesUrl));
}
