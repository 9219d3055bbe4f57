import { api, open, openNote, stored } from './served-page';
import { HOSTILE } from '../console-app';

describe('a user', () => {
  test('writes a note, and finds it again after a reload', async () => {
    const page = await open();
    await page.create('Errands', 'Buy milk');
    await page.says('Saved.');
    await page.page.reload();
    await page.shows('Errands');
    expect(await page.list()).toEqual(['Errands']);
    expect(await stored()).toEqual([{ title: 'Errands', content: 'Buy milk' }]);
  });

  test('changes a note, whose tags stay', async () => {
    const { id, page } = await openNote({ title: 'Errands', content: 'Buy milk', tags: ['home'] });
    await page.content.fill('Buy bread');
    await page.title.fill('');
    await page.press('Save');
    await page.says('Saved.');
    const { json } = await api('GET', `/${id}`);
    expect(json).toMatchObject({ content: 'Buy bread', tags: ['home'] });
    expect(json).not.toHaveProperty('title');
    expect(await page.list()).toEqual(['Buy bread']);
  });

  test('deletes a note once that is confirmed', async () => {
    const { page } = await openNote({ title: 'Errands', content: 'Buy milk' });
    await page.press('Delete…');
    await page.page.getByRole('dialog').waitFor();
    await page.page.keyboard.press('Escape');
    await page.page.getByRole('dialog').waitFor({ state: 'detached' });
    expect(await stored()).toHaveLength(1);
    await page.press('Delete…');
    await page.press('Delete');
    await page.says('Deleted.');
    expect(await page.list()).toEqual([]);
    expect(await stored()).toEqual([]);
  });

  test('turns the pages of the list', async () => {
    await Promise.all(Array.from({ length: 55 }, async (_, at) => api('POST', '', { content: `Note ${at}` })));
    const page = await open();
    await page.press('Show more');
    await page.page.getByRole('button', { name: 'Show more' }).waitFor({ state: 'detached' });
    const list = await page.list();
    expect(list).toHaveLength(55);
    expect(new Set(list)).toHaveProperty('size', 55);
  });

  test('reads why a note is not accepted, and saves it when that is mended', async () => {
    const page = await open();
    await page.create('Large', 'x'.repeat(500_000));
    await page.shows(/^This note was not accepted: /);
    await page.content.fill('small');
    await page.press('Save');
    await page.says('Saved.');
    expect(await stored()).toEqual([{ title: 'Large', content: 'small' }]);
  });

  test('sees no markup of a note as markup', async () => {
    const { page } = await openNote({ title: HOSTILE, content: HOSTILE });
    await api('PATCH', `/${(await api('GET', '')).json.notes[0].id}`, { content: `${HOSTILE}!` });
    await page.content.fill('mine');
    await page.press('Save');
    await page.shows('The other version');
    expect(await page.page.locator('img, main script').count()).toBe(0);
    expect(await page.page.locator('article').innerText()).toContain(HOSTILE);
  });
});
