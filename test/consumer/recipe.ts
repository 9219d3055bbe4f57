import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const PAGE = readFileSync(join(__dirname, '..', '..', 'docs', 'testing.md'), 'utf8');
const WITH_JEST = /^## With jest\n(.*?)^## /ms.exec(PAGE)![1];

/** The folder of the recipe's tests in an app. */
export const RECIPE_TEST = 'test/shop.test.ts';

/** The packages that the page says to install. */
export function recipeInstallation(): string[] {
  return /^npm install .+$/m.exec(PAGE)![0].split(' ');
}

/** Writes the files of the page's recipe for tests into an app. A text that names a file is followed by what is in it. */
export function writeRecipe(app: string): void {
  for (const [, file, content] of WITH_JEST.matchAll(/`([\w./]+)`[^`]*:\n\n```(?!sh)\w+\n(.*?)^```$/gms)) {
    mkdirSync(dirname(join(app, file)), { recursive: true });
    writeFileSync(join(app, file), content);
  }
}

/** Has jest no longer check types in an app of the recipe, which takes most of its time. */
export function skipTypes(app: string): void {
  const file = join(app, 'jest.config.cjs');
  writeFileSync(file, readFileSync(file, 'utf8').replace('types: [', 'isolatedModules: true, types: ['));
}

/** Gives the configuration of an app that has jest the lines of the recipe's that the page names. */
export function extendConfig(app: string): void {
  const [first, serializers] = [/(?<=```js\n).+\n/, /^ +snapshotSerializers: .+\n/m].map((line) => line.exec(WITH_JEST)![0]);
  const file = join(app, 'jest.config.js');
  writeFileSync(file, first + readFileSync(file, 'utf8').replace(/^};$/m, serializers + '};'));
}
