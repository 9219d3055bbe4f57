import { Browser, Page } from 'playwright-core';
import { Answer, Call } from '../http';

/** A page that calls the API with the browser's own `fetch`, and reads the parts of the answers that the browser lets it read. */
export class AppPage {
  /** Opens the page in a profile of its own: nothing is cached yet, not even a preflight. */
  static async open(browser: Browser, url: string, apiUrl: string, headers: Call['headers'] = {}): Promise<AppPage> {
    const page = await (await browser.newContext()).newPage();
    await page.goto(url);
    return new AppPage(page, apiUrl, headers);
  }

  private constructor(private readonly page: Page, private readonly apiUrl: string, private readonly headers: Call['headers']) {}

  /** Leaves for another page, in the same profile and with the same user. */
  async goTo(url: string): Promise<void> {
    await this.page.goto(url);
  }

  /** Gets the target of a Location or a Link of an answer. */
  follow({ url }: Answer, reference: string): Promise<Answer> {
    return this.call('GET', new URL(reference, url).href);
  }

  /** Rejects with the browser's TypeError when the page may not read the answer. */
  async call(method: string, path: string, { headers, body }: Call = {}): Promise<Answer> {
    const request = {
      url: new URL(path, this.apiUrl).href,
      method,
      headers: { ...body !== undefined && { 'Content-Type': 'application/json' }, ...this.headers, ...headers } as Record<string, string>,
      body: body?.toString(),
    };
    const { text, ...answer } = await this.page.evaluate(async ({ url, ...init }) => {
      const response = await fetch(url, init);
      return { status: response.status, headers: Object.fromEntries(response.headers), text: await response.text() };
    }, request);
    return { ...answer, method, url: request.url, text, bytes: Buffer.from(text), get json() { return JSON.parse(text); } };
  }
}
