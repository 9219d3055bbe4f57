import { BrowserContextOptions, Page } from 'playwright-core';
import { openBlank } from './support';

/** A page of the console, with its errors. */
export class ConsolePage {
  static async open(url: string, options?: BrowserContextOptions): Promise<ConsolePage> {
    const page = await openBlank(options);
    const opened = new ConsolePage(page, url);
    page.on('pageerror', ({ message }) => opened.problems.push(message));
    page.on('console', (message) => message.type() === 'error' && opened.problems.push(message.text()));
    page.on('request', (request) => request.url().startsWith(url) || request.url().startsWith('data:') || opened.elsewhere.push(request.url()));
    return opened;
  }

  /** Errors of the page's code and of its content security policy. */
  readonly problems: string[] = [];
  /** The requests to other places than the console. */
  readonly elsewhere: string[] = [];

  private constructor(readonly page: Page, private readonly url: string) {}

  async goTo(path: string): Promise<void> {
    await this.page.goto(this.url + path);
    await this.page.locator('main > *').first().waitFor();
  }

  /** Opens the form of a route. */
  async openRoute(name: string): Promise<void> {
    await this.goTo('');
    await this.page.getByRole('link', { name, exact: true }).click();
    await this.page.getByRole('button', { name: 'Send' }).waitFor();
  }

  /** Sends the form, and waits for the answer's status. */
  async send(status: number): Promise<void> {
    const answer = this.page.getByRole('region', { name: 'Answer' });
    const answered = this.page.waitForResponse((response) => response.url().includes('/api/calls/'));
    await this.page.getByRole('button', { name: 'Send' }).click();
    await answered;
    await answer.getByRole('heading').waitFor();
    expect(await answer.innerText()).toMatch(new RegExp(`^${status} in `));
  }
}
