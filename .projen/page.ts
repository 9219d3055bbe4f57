import type { cdk } from 'projen';

/** The page of `examples/web`, which has the types of browsers. */
export const PAGE = 'examples/web/page';

/** Gives the page a TypeScript project of its own. */
export function addPage(project: cdk.JsiiProject): void {
  project.tsconfigDev.addExclude(PAGE);
  project.tryFindObjectFile('.eslintrc.json')!.addToArray('overrides', {
    files: [`${PAGE}/**`], parserOptions: { project: `./${PAGE}/tsconfig.json` },
  });
  project.gitignore.exclude('/examples/web/dist/');
}
