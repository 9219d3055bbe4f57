import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { LocalStack } from '../local/local-stack';
import { launchChromium } from '../test/browser/chromium';

const ROOT = join(__dirname, '..');
const PICTURES = join(ROOT, 'local', 'docs');
const WIDTH = 900;

/** The pictures, by name, and the steps to each from the previous page. */
const VIEWS: Record<string, [height: number, show: (page: Page) => Promise<void>]> = {
  'console-apis': [560, async (page) => {
    await page.getByRole('link', { name: 'OpenAPI document' }).waitFor();
  }],
  'console-call': [970, async (page) => {
    await page.getByRole('link', { name: 'POST /notes/{userId}' }).click();
    await page.getByLabel('userId (path, required)').fill('me');
    await page.getByLabel('Body').fill('{ "content": "Buy milk" }');
    await page.getByRole('button', { name: 'Send' }).click();
    await page.getByRole('link', { name: 'Decisions and log lines' }).waitFor();
  }],
  'console-request': [560, async (page) => {
    await page.getByRole('link', { name: 'Decisions and log lines' }).click();
    await page.getByRole('heading', { name: 'Decisions' }).waitFor();
  }],
};

/** Takes the pictures of the console in the README of the local stack. */
async function main(): Promise<void> {
  await mkdir(PICTURES, { recursive: true });
  const stack = await LocalStack.start({ app: join(ROOT, 'examples', 'production', 'app.ts'), folder: ROOT, consolePort: 0 });
  const browser = await launchChromium();
  try {
    const page = await browser.newPage({ colorScheme: 'light' });
    await page.goto(stack.consoleUrl!);
    for (const [name, [height, show]] of Object.entries(VIEWS)) {
      await page.setViewportSize({ width: WIDTH, height });
      await show(page);
      await page.screenshot({ path: join(PICTURES, `${name}.png`) });
    }
  } finally {
    await browser.close();
    await stack.stop();
  }
}

main().catch(({ message }: Error) => {
  console.error(message);
  process.exitCode = 1;
});
