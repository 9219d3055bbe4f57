import { Page } from 'playwright-core';
import { NotesPage } from './notes-page';
import { api, open, openNote, stored } from './served-page';

describe('a lost connection', () => {
  const setOffline = async ({ page }: NotesPage, isOffline: boolean) => page.context().setOffline(isOffline);
  const KEPT = 'No connection. One note is kept on this device and is sent when the connection is back.';

  test('keeps what is saved, and sends it when it is back', async () => {
    const page = await open();
    await setOffline(page, true);
    await page.create('Errands', 'Buy milk');
    await page.says(KEPT);
    await page.shows('Waiting');
    expect(await stored()).toEqual([]);
    await setOffline(page, false);
    await page.says('Saved.');
    expect(await stored()).toEqual([{ title: 'Errands', content: 'Buy milk' }]);
  });

  test('that the browser does not notice ends the same way', async () => {
    const { page } = await openNote({ title: 'Errands', content: 'Buy milk' });
    await page.page.route('**/notes/**', async (route) => route.abort());
    await page.content.fill('Buy bread');
    await page.press('Save');
    await page.says(KEPT);
    await page.page.unroute('**/notes/**');
    await page.says('Saved.');
    expect(await stored()).toEqual([{ title: 'Errands', content: 'Buy bread' }]);
  });

  test('shows a conflict when it is back', async () => {
    const { id, page } = await openNote({ title: 'Errands', content: 'Buy milk' });
    await setOffline(page, true);
    await page.content.fill('Buy bread');
    await page.press('Save');
    await page.says(KEPT);
    await api('PATCH', `/${id}`, { content: 'Buy oat milk' });
    await setOffline(page, false);
    await page.shows('The other version');
    expect(await stored()).toEqual([{ title: 'Errands', content: 'Buy oat milk' }]);
  });

  test('that takes the answers away makes one note, with what was written last', async () => {
    const page = await open();
    await loseAnswers(page.page);
    await page.create('Errands', 'Buy milk');
    await page.says(KEPT);
    expect(await stored()).toEqual([{ title: 'Errands', content: 'Buy milk' }]);
    await page.content.fill('Buy bread');
    await page.press('Save');
    await page.page.unroute('**/notes/**');
    await page.says('Saved.');
    expect(await stored()).toEqual([{ title: 'Errands', content: 'Buy bread' }]);
    expect(await page.list()).toEqual(['Errands']);
  });

  test('that takes the answers to changes away makes no conflict', async () => {
    const { page } = await openNote({ title: 'Errands', content: 'Buy milk' });
    await loseAnswers(page.page);
    await page.content.fill('Buy bread');
    await page.press('Save');
    await page.says(KEPT);
    await page.content.fill('Buy bread and butter');
    await page.press('Save');
    await page.page.unroute('**/notes/**');
    await page.says('Saved.');
    expect(await stored()).toEqual([{ title: 'Errands', content: 'Buy bread and butter' }]);
    expect(await page.page.locator('article').count()).toBe(0);
  });

  /** Every request arrives, and no answer does. */
  async function loseAnswers(of: Page): Promise<void> {
    await of.route('**/notes/**', async (route) => {
      await route.fetch();
      // The page may have given up by then.
      await route.abort().catch(() => undefined);
    });
  }
});
