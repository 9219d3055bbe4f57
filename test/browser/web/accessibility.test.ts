import { NotesPage } from './notes-page';
import { api, open, token, visit } from './served-page';
import { violations } from '../accessibility';

test('the page is used by the keyboard alone', async () => {
  const page = await visit();
  const { keyboard } = page.page;
  const tabTo = async (name: string) => {
    for (let steps = 0; steps < 20; steps++) {
      await keyboard.press('Tab');
      const focused = await page.page.evaluate('document.activeElement.labels?.[0]?.textContent ?? document.activeElement.textContent') as string;
      if (focused.startsWith(name)) {
        return;
      }
    }
    throw new Error(`the focus does not reach ${name}`);
  };
  await tabTo('Token');
  await keyboard.insertText(token);
  await keyboard.press('Enter');
  await page.page.getByRole('button', { name: 'New note' }).waitFor();
  await tabTo('New note');
  await keyboard.press('Enter');
  await page.title.waitFor();
  await keyboard.type('Errands');
  await tabTo('Content');
  await keyboard.type('Buy milk');
  await keyboard.press('Control+s');
  await page.says('Saved.');
  await tabTo('Delete…');
  await keyboard.press('Enter');
  await page.page.getByRole('dialog').waitFor();
  await tabTo('Delete');
  await keyboard.press('Enter');
  await page.says('Deleted.');
  expect(await page.page.evaluate('document.activeElement.id')).toBe('notes');
});

/** The views, and the way to each from the one before it. */
const VIEWS: [name: string, show: (page: NotesPage) => Promise<void>][] = [
  ['list', async (page) => page.shows('Errands')],
  ['note', async (page) => page.choose('Errands')],
  ['dialog', async (page) => {
    await page.press('Delete…');
    await page.page.getByRole('dialog').waitFor();
  }],
  ['conflict', async (page) => {
    await page.press('Cancel');
    await page.content.fill('Buy bread');
    await api('PATCH', `/${(await api('GET', '')).json.notes[0].id}`, { content: 'Buy oat milk' });
    await page.press('Save');
    await page.shows('The other version');
  }],
  ['lost connection', async (page) => {
    await page.page.context().setOffline(true);
    await page.press('Save your version');
    await page.says('No connection.');
  }],
];

test.each(['light', 'dark'] as const)('every view is accessible in the %s scheme', async (colorScheme) => {
  await api('POST', '', { title: 'Errands', content: 'Buy milk' });
  const page = await visit({ colorScheme });
  await page.page.getByLabel('Token').waitFor();
  expect(['sign-in', await violations(page.page)]).toEqual(['sign-in', []]);
  await page.signIn(token);
  for (const [name, show] of VIEWS) {
    await show(page);
    expect([name, await violations(page.page)]).toEqual([name, []]);
  }
});

test('every view fits on a phone, which shows the list or the note', async () => {
  await api('POST', '', { title: 'Errands', content: 'Buy milk' });
  const page = await open({ viewport: { width: 360, height: 640 }, hasTouch: true, isMobile: true });
  for (const [name, show] of VIEWS) {
    await show(page);
    expect([name, await page.page.evaluate('document.documentElement.scrollWidth')]).toEqual([name, 360]);
    expect([name, await page.page.getByRole('button', { name: 'New note' }).isVisible()]).toEqual([name, name === 'list']);
  }
  await page.press('All notes');
  await page.page.getByRole('button', { name: 'New note' }).waitFor();
});
