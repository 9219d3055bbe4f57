import { NotesPage } from './notes-page';
import { api, openNote, stored } from './served-page';

describe('a conflict', () => {
  let id: string;
  let page: NotesPage;
  beforeEach(async () => {
    ({ id, page } = await openNote({ title: 'Errands', content: 'Buy milk' }));
    await page.content.fill('Buy milk\nBuy bread');
    await api('PATCH', `/${id}`, { content: 'Buy oat milk' });
    await page.press('Save');
    await page.shows('The other version');
  });

  test('shows both versions, and overwrites nothing', async () => {
    expect(await page.page.locator('article').innerText()).toContain('Buy oat milk');
    expect(await page.content.inputValue()).toBe('Buy milk\nBuy bread');
    expect(await stored()).toEqual([{ title: 'Errands', content: 'Buy oat milk' }]);
  });

  test('is still there after a reload', async () => {
    await page.page.reload();
    await page.shows('The other version');
    expect(await page.content.inputValue()).toBe('Buy milk\nBuy bread');
  });

  test('ends with what its user makes of both', async () => {
    await page.content.fill('Buy oat milk\nBuy bread');
    await page.press('Save your version');
    await page.says('Saved.');
    expect(await stored()).toEqual([{ title: 'Errands', content: 'Buy oat milk\nBuy bread' }]);
    expect(await page.page.locator('article').count()).toBe(0);
  });

  test('ends with the other version', async () => {
    await page.press('Use the other version');
    await page.page.locator('article').waitFor({ state: 'detached' });
    expect(await page.content.inputValue()).toBe('Buy oat milk');
    expect(await stored()).toEqual([{ title: 'Errands', content: 'Buy oat milk' }]);
  });

  test('can happen again while it is resolved', async () => {
    await api('PATCH', `/${id}`, { content: 'Buy soy milk' });
    await page.press('Save your version');
    await page.shows('Buy soy milk');
    await page.press('Save your version');
    await page.says('Saved.');
    expect(await stored()).toEqual([{ title: 'Errands', content: 'Buy milk\nBuy bread' }]);
  });
});

describe('a note that somebody', () => {
  test('deleted keeps its text, which becomes a new note', async () => {
    const { id, page } = await openNote({ title: 'Errands', content: 'Buy milk' });
    await page.content.fill('Buy bread');
    await api('DELETE', `/${id}`);
    await page.press('Save');
    await page.shows('Somebody deleted this note.');
    await page.press('Save as a new note');
    await page.says('Saved.');
    expect(await stored()).toEqual([{ title: 'Errands', content: 'Buy bread' }]);
    expect(await page.list()).toEqual(['Errands']);
  });

  test('changed is not deleted unseen', async () => {
    const { id, page } = await openNote({ title: 'Errands', content: 'Buy milk' });
    await api('PATCH', `/${id}`, { content: 'Buy oat milk' });
    await page.press('Delete…');
    await page.press('Delete');
    await page.says('Not deleted');
    expect(await page.content.inputValue()).toBe('Buy oat milk');
    expect(await stored()).toHaveLength(1);
  });
});
