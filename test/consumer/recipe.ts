import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const README = join(__dirname, '..', '..', 'README.md');

/** Where an app has the tests of the recipe. */
export const RECIPE_TEST = 'test/shop.test.ts';

/** What the README says is installed for them. */
export function recipeInstallation(): string[] {
  return /^npm install .+$/m.exec(section())![0].split(' ');
}

/** Writes the files of the README's recipe for tests into an app. A text that names a file is followed by what is in it. */
export function writeRecipe(app: string): void {
  for (const [, file, content] of section().matchAll(/`([\w./]+)`[^`]*:\n\n```(?!sh)\w+\n(.*?)^```$/gms)) {
    mkdirSync(dirname(join(app, file)), { recursive: true });
    writeFileSync(join(app, file), content);
  }
}

/** Gives the configuration of an app that has jest the lines of the recipe's that the README names. */
export function extendConfig(app: string): void {
  const [first, serializers] = [/(?<=```js\n).+\n/, /^ +snapshotSerializers: .+\n/m].map((line) => line.exec(section())![0]);
  const file = join(app, 'jest.config.js');
  writeFileSync(file, first + readFileSync(file, 'utf8').replace(/^};$/m, serializers + '};'));
}

function section(): string {
  return /(?<=^## Testing$).*?(?=^## )/ms.exec(readFileSync(README, 'utf8'))![0];
}
