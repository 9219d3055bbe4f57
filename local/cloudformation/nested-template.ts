import { readFileSync } from 'node:fs';
import { Template } from './template';

/** The template of a nested stack: an asset whose S3 key ends the URL; undefined if it is none. */
export function nestedTemplate(assets: ReadonlyMap<string, string>, url: string): Template | undefined {
  const [, file] = [...assets].find(([key]) => url.endsWith(`/${key}`)) ?? [];
  return file === undefined ? undefined : JSON.parse(readFileSync(file, 'utf8'));
}
