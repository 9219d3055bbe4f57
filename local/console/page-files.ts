import { readFile } from 'node:fs/promises';
import { dirname, extname, join } from 'node:path';

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
const RENDERER = ['swagger-ui.css', 'swagger-ui-bundle.js'];

/** Reads the file at a path of the console; undefined if there is none. */
export async function pageFile(path: string): Promise<PageFile | undefined> {
  const name = path === '/' ? 'index.html' : path.slice(1);
  const folder = FILES.includes(name) ? PAGE : RENDERER.includes(name) ? rendererFolder() : undefined;
  return folder === undefined ? undefined : { type: TYPES[extname(name)], content: await readFile(join(folder, name)) };
}

function rendererFolder(): string {
  return dirname(require.resolve('swagger-ui-dist/package.json'));
}
