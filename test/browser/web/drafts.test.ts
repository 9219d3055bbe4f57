import { openNote, stack, stored } from './served-page';

describe('a draft', () => {
  test('survives a reload, and is its user\'s alone', async () => {
    const { page } = await openNote({ title: 'Errands', content: 'Buy milk' });
    await page.content.fill('Buy bread');
    await page.page.reload();
    await page.shows('Not saved. This device keeps your text as a draft.');
    expect(await page.content.inputValue()).toBe('Buy bread');
    expect(await stored()).toEqual([{ title: 'Errands', content: 'Buy milk' }]);
    await page.page.evaluate('sessionStorage.clear()');
    await page.page.reload();
    await page.signIn(await stack.issueToken({ sub: 'somebody else' }));
    await page.shows('No notes yet.');
    expect(await page.list()).toEqual([]);
  });

  test('is forgotten when its text is that of the note again, and when its user discards it', async () => {
    const { page } = await openNote({ title: 'Errands', content: 'Buy milk' });
    await page.content.fill('Buy bread');
    await page.shows('Draft');
    await page.content.fill('Buy milk');
    await page.page.getByText('Draft', { exact: true }).waitFor({ state: 'detached' });
    await page.content.fill('Buy bread');
    await page.press('Discard');
    expect(await page.content.inputValue()).toBe('Buy milk');
    expect(await page.page.evaluate('localStorage.length')).toBe(0);
  });

  test('is deleted from the device when its user signs out, but not unasked', async () => {
    const { page } = await openNote({ title: 'Errands', content: 'Buy milk' });
    await page.content.fill('Buy bread');
    await page.press('Sign out');
    await page.shows('One note is not saved.');
    await page.press('Cancel');
    expect(await page.content.inputValue()).toBe('Buy bread');
    await page.press('Sign out');
    await page.press('Delete and sign out');
    await page.page.getByLabel('Token').waitFor();
    expect(await page.page.evaluate('[localStorage.length, sessionStorage.length]')).toEqual([0, 0]);
  });
});
