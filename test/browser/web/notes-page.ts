import { BrowserContextOptions, Locator, Page } from 'playwright-core';
import { openBlank } from '../support';

/** The page of `examples/web`, with its errors. */
export class NotesPage {
  static async open(url: string, options?: BrowserContextOptions): Promise<NotesPage> {
    const page = await openBlank(options);
    const opened = new NotesPage(page);
    page.on('pageerror', ({ message }) => opened.problems.push(message));
    // The browser also reports answers of the API that are errors, and lost connections.
    page.on('console', (message) =>
      message.type() === 'error' && !message.text().startsWith('Failed to load resource') && opened.problems.push(message.text()));
    page.on('request', (request) => request.url().startsWith(url) || opened.elsewhere.push(request.url()));
    await page.goto(url);
    return opened;
  }

  /** Errors of the page's code, and violations of its content security policy. */
  readonly problems: string[] = [];
  /** The requests to other places than its own origin. */
  readonly elsewhere: string[] = [];

  private constructor(readonly page: Page) {}

  get title(): Locator {
    return this.page.getByLabel('Title');
  }

  get content(): Locator {
    return this.page.getByLabel('Content');
  }

  async signIn(token: string): Promise<void> {
    await this.page.getByLabel('Token').fill(token);
    await this.press('Sign in');
    await this.page.getByRole('button', { name: 'New note' }).waitFor();
  }

  async press(name: string): Promise<void> {
    await this.page.getByRole('button', { name, exact: true }).click();
  }

  /** Waits for this text somewhere on the page. */
  async shows(text: string | RegExp): Promise<void> {
    await this.page.getByText(text).first().waitFor();
  }

  /** Waits for the state that the page announces. */
  async says(text: string | RegExp): Promise<void> {
    await this.page.getByRole('status').filter({ hasText: text }).waitFor();
  }

  /** Opens a note from the list. */
  async choose(name: string): Promise<void> {
    await this.page.getByRole('link', { name }).click();
    await this.content.waitFor();
  }

  /** The notes of the list, in its order. */
  async list(): Promise<string[]> {
    return this.page.getByRole('navigation', { name: 'Notes' }).getByRole('link').locator('strong').allInnerTexts();
  }

  /** Writes and saves a new note. */
  async create(title: string, content: string): Promise<void> {
    await this.press('New note');
    await this.title.fill(title);
    await this.content.fill(content);
    await this.press('Save');
  }
}
