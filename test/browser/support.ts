import { Stack } from 'aws-cdk-lib';
import { UserPool } from 'aws-cdk-lib/aws-cognito';
import { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { AppPage } from './app-page';
import { launchChromium } from './chromium';
import { PageServer } from './page-server';
import { Wire } from './wire';
import { local, newUser, Start, Target } from '../contract/target';
import { NotesApiProps, NotesAuthorization } from 'cdk-notes-api';

/** The hosts of the apps that may call the API. */
export const APP_HOSTS = ['notes.app.example', 'admin.app.example'];

/** The result of a call that the browser hides from its page. */
export const REFUSED = 'TypeError: Failed to fetch';

/** The pages at this port belong to the host's own origin, those at `otherPort` do not. */
export const pages = new PageServer();
export const otherPort = new PageServer();
export const wire = new Wire();
let browser: Browser;

beforeAll(async () => {
  wire.listen();
  await pages.listen();
  await otherPort.listen();
  browser = await launchChromium();
});
afterEach(async () => {
  await Promise.all(browser.contexts().map((context) => context.close()));
  wire.forget();
});
afterAll(async () => {
  await browser?.close();
  pages.close();
  otherPort.close();
  wire.close();
});

export const startLocal: Start = (props, customise) => local({}, props, customise);

/** The origins of the apps; known when the pages are served. */
export const appOrigins = (): string[] => APP_HOSTS.map((host) => pages.origin(host));

/** Props that a user pool is added to. */
export const withUserPool = (props: () => NotesApiProps) => (stack: Stack): NotesApiProps =>
  ({ authorization: NotesAuthorization.cognito([new UserPool(stack, 'Users')]), ...props() });

/** Props that let everybody in. */
export const open = (props: () => NotesApiProps) => (): NotesApiProps => ({ authorization: NotesAuthorization.none(), ...props() });

/** A page in a profile of its own. */
export const openBlank = async (options?: BrowserContextOptions): Promise<Page> => (await browser.newContext(options)).newPage();

/** A page at this URL, whose user has not signed in. */
export const openPage = (api: Target, url: string): Promise<AppPage> => AppPage.open(browser, url, api.url);

/** A page at this URL, whose user has signed in. */
export async function openSignedIn(api: Target, url: string, sub = newUser()): Promise<AppPage> {
  return AppPage.open(browser, url, api.url, { Authorization: `Bearer ${await api.issueToken({ sub })}` });
}
