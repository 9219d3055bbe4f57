import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Duration } from 'aws-cdk-lib';
import { untilCutOff, untilDone } from './killed-script';
import { OPEN } from './local-api';
import { Notes } from './notes';
import { describeLocal, Item, started, targets } from './target';

const SCRIPT = 'export-and-erase.mjs';
/** By hand with 10,000. */
const NOTES = Number(process.env.RECIPE_NOTES || 120);
const AT_ONCE = 25;
const IN_TRASH = 4;

const inSeconds = (seconds: number) => ({ N: `${Math.floor(Date.now() / 1000) + seconds}` });

function rowOf(user: string, index: number): Item {
  const date = { S: new Date(Date.UTC(2026, 0, 1) + index).toISOString() };
  const row = { PK: { S: user }, SK: { S: `note-${String(index).padStart(6, '0')}` }, rev: { S: 'r' }, createdAt: date, updatedAt: date };
  const content = { S: `content ${index}` };
  return index % IN_TRASH
    ? { ...row, noteContent: content }
    : { ...row, deletedContent: content, deletedAt: date, expiresAt: inSeconds(86_400) };
}

// One engine: the script only uses HTTP.
describeLocal.each(targets.slice(0, 1))(`${NOTES} notes, a quarter of them in the trash, on %s`, (_target, start) => {
  const api = started(start, { ...OPEN, trash: Duration.days(30) });
  const notes = new Notes(api);
  const folder = mkdtempSync(join(tmpdir(), 'export-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  beforeAll(async () => {
    const rows = Array.from({ length: NOTES }, (_, index) => rowOf(notes.user, index));
    for (let at = 0; at < rows.length; at += AT_ONCE) {
      await Promise.all(rows.slice(at, at + AT_ONCE).map((row) => api.putItem(row)));
    }
  });

  test('are all exported, each once, however often the export is killed', async () => {
    await untilCutOff(SCRIPT, ['export', `${api.url}/notes/${notes.user}`, folder]);
    const kills = await untilDone(SCRIPT, ['export', `${api.url}/notes/${notes.user}`, folder]);
    const read = (state: string) => readdirSync(folder).filter((name) => name.startsWith(state) && name.endsWith('.json')).sort()
      .flatMap((name) => JSON.parse(readFileSync(join(folder, name), 'utf8')).notes as { id: string; content: string }[]);
    const indexes = Array.from({ length: NOTES }, (_, index) => index);
    const contents = (inTrash: boolean) => indexes.filter((index) => (index % IN_TRASH === 0) === inTrash).map((index) => `content ${index}`);
    expect(read('current').map(({ content }) => content)).toEqual(contents(false));
    expect(read('deleted').map(({ content }) => content)).toEqual(contents(true));
    expect(kills).toBeGreaterThan(0);
  }, 3_600_000);

  test('are all erased, those in the trash too, however often the erasure is killed', async () => {
    const kills = await untilDone(SCRIPT, ['erase', `${api.url}/notes/${notes.user}`]);
    for (const state of ['current', 'deleted']) {
      expect(await notes.ids({ state, limit: '100' })).toEqual([]);
    }
    const left = await api.getItem(notes.user, rowOf(notes.user, 0).SK.S!);
    expect(Object.keys(left!).sort()).toEqual(['PK', 'SK', 'createdAt', 'deletedAt', 'expiresAt', 'rev', 'updatedAt']);
    expect(kills).toBeGreaterThan(0);
  }, 3_600_000);
});
