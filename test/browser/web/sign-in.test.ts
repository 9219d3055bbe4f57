import { randomUUID } from 'node:crypto';
import { Server } from 'node:http';
import { NotesPage } from './notes-page';
import { close, open, serve, stack, stored, token, visit } from './served-page';
import { SignInServer } from './sign-in-server';

describe('a token', () => {
  test('that is malformed is refused at once', async () => {
    const page = await visit();
    await page.page.getByLabel('Token').fill('of bad news');
    await page.press('Sign in');
    expect(await page.page.getByLabel('Token').evaluate((field: { validationMessage: string }) => field.validationMessage)).toBe('This is not an ID token.');
  });

  test('that has expired ends the session, and the draft is there for the next', async () => {
    const page = await open();
    await page.page.evaluate(`sessionStorage.setItem('tokens', JSON.stringify({ idToken: '${token.replace(/\w+$/, 'forged')}' }))`);
    await page.press('New note');
    await page.content.fill('Buy milk');
    await page.page.reload();
    await page.shows('Your session has ended.');
    await page.signIn(token);
    await page.choose('Buy milk');
    await page.press('Save');
    await page.says('Saved.');
    expect(await stored()).toEqual([{ content: 'Buy milk' }]);
  });
});

describe('with sign-in pages', () => {
  let signIn: SignInServer;
  let withSignIn: Server;
  let home: string;
  let page: NotesPage;
  beforeEach(async () => {
    const sub = randomUUID();
    signIn = await SignInServer.listen(async (expiresIn) => stack.issueToken({ sub, expiresIn, claims: { email: 'alice@example.com' } }));
    [withSignIn, home] = await serve({ url: signIn.url, clientId: signIn.clientId });
    page = await visit({}, home);
  });
  afterEach(() => {
    page.elsewhere.length = 0;
    close(withSignIn);
    signIn.close();
  });

  const signedIn = async () => page.page.getByRole('button', { name: 'New note' }).waitFor();

  test('a user signs in, works and signs out', async () => {
    await page.press('Sign in');
    await signedIn();
    expect(page.page.url()).toBe(home);
    await page.shows('alice@example.com');
    await page.create('Errands', 'Buy milk');
    await page.says('Saved.');
    await page.press('Sign out');
    await page.page.getByRole('button', { name: 'Sign in' }).waitFor();
    expect(signIn.requests).toEqual(['/oauth2/authorize', '/oauth2/token authorization_code', '/logout']);
    expect(await page.page.evaluate('sessionStorage.length')).toBe(0);
  });

  test('a token that expires is renewed, and the request is sent again', async () => {
    signIn.lifetimes.push(-60);
    await page.press('Sign in');
    await signedIn();
    await page.create('Errands', 'Buy milk');
    await page.says('Saved.');
    expect(signIn.requests).toContain('/oauth2/token refresh_token');
  });

  test.each([
    ['that another tab started', '?code=stolen&state=forged'],
    ['without a code', '?error=access_denied&state=forged'],
  ])('a sign-in %s is refused', async (_, query) => {
    await page.page.goto(home + query);
    await page.shows('This tab did not start this sign-in.');
    expect(signIn.requests).toEqual([]);
    expect(page.page.url()).toBe(home);
  });
});
