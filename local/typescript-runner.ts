import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';

type Resolve = (request: string) => string;

/** The packages that run TypeScript, with the arguments for Node.js. The first that the app has is used. */
const RUNNERS: readonly ((resolve: Resolve, file: string) => string[])[] = [
  (resolve, file) => (file.endsWith('.cts')
    // The other one does not load .cts on Node.js 20.
    ? ['--require', resolve('tsx/cjs')]
    : ['--import', pathToFileURL(resolve('tsx')).href]),
  (resolve) => [resolve('ts-node/dist/bin'), '--prefer-ts-exts'],
];

/** The arguments with which Node.js runs a file, with the app's own packages; none for JavaScript. */
export function typescriptRunner(file: string, name: string): string[] {
  if (/\.[cm]?js$/.test(file)) {
    return [];
  }
  const bases = [file, __filename].map((base) => createRequire(base).resolve);
  const found = RUNNERS.flatMap((runner) => bases.map((resolve) => attempt(() => runner(resolve, file)))).find(Boolean);
  if (!found) {
    throw new Error(`${name} is TypeScript: add a package that runs it to your app ("npm install --save-dev tsx"), or pass the command that runs it`);
  }
  return found;
}

function attempt<Result>(action: () => Result): Result | undefined {
  try {
    return action();
  } catch {
    return undefined;
  }
}
