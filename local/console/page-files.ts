import { readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';

/** A file of the page. */
export interface PageFile {
  readonly type: string;
  readonly content: Buffer;
}

const PAGE = join(__dirname, 'page');

const TYPES: Record<string, string> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
};

const FILES = [
  'api.js', 'apis.js', 'call-form.js', 'dom.js', 'favicon.svg', 'index.html', 'main.js', 'openapi.html', 'openapi.js', 'requests.js', 'style.css', 'tables.js',
];

/** The files of the renderer of OpenAPI documents. */
const RENDERER: Record<string, () => string> = {
  'swagger-ui.css': () => require.resolve('#swagger-ui/swagger-ui.css'),
  'swagger-ui-bundle.js': () => require.resolve('#swagger-ui/swagger-ui-bundle.js'),
};

/** Reads the file at a path of the console; undefined if there is none. */
export async function pageFile(path: string): Promise<PageFile | undefined> {
  const name = path === '/' ? 'index.html' : path.slice(1);
  const file = FILES.includes(name) ? join(PAGE, name) : RENDERER[name]?.();
  return file === undefined ? undefined : { type: TYPES[extname(name)], content: await readFile(file) };
}
