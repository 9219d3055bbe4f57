import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const README = join(__dirname, '..', '..', 'README.md');

/** Where an app has the tests of the recipe. */
export const RECIPE_TEST = 'test/shop.test.ts';

/** Writes the files of the README's recipe for tests into an app. A text that names a file is followed by what is in it. */
export function writeRecipe(app: string): void {
  const [section] = /(?<=^## Use it in your tests$).*?(?=^## )/ms.exec(readFileSync(README, 'utf8'))!;
  for (const [, file, content] of section.matchAll(/`([\w./]+)`[^`]*:\n\n```\w+\n(.*?)^```$/gms)) {
    mkdirSync(dirname(join(app, file)), { recursive: true });
    writeFileSync(join(app, file), content);
  }
}
