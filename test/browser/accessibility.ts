import { readFile } from 'node:fs/promises';
import { AxeResults } from 'axe-core';
import { Page } from 'playwright-core';

const AXE = require.resolve('axe-core/axe.min.js');

/** The violations of WCAG's rules at levels A and AA. */
export async function violations(page: Page): Promise<string[]> {
  // Not a script element, which the page's policy refuses.
  await page.evaluate(await readFile(AXE, 'utf8'));
  const { violations: found } = await page.evaluate('axe.run({ runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"] })') as AxeResults;
  return found.map(({ help, nodes }) => `${help}: ${nodes.map(({ html }) => html).join(' ')}`);
}
