import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The nearest folder at or above a file's own that contains the project file `name`; undefined if there is none. */
export function nearest(name: string, file: string): string | undefined {
  const folder = dirname(file);
  if (existsSync(join(folder, name))) {
    return folder;
  }
  return folder === dirname(folder) ? undefined : nearest(name, folder);
}

/** The context that the CDK CLI gives an app: from `cdk.json`, and the look-ups cached in `cdk.context.json`. */
export function cdkContext(folder: string): Record<string, unknown> {
  return { ...readJson(join(folder, 'cdk.json')).context as object, ...readJson(join(folder, 'cdk.context.json')) };
}

function readJson(path: string): Record<string, unknown> {
  if (!existsSync(path)) {
    return {};
  }
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    throw new Error(`${path} is not JSON`);
  }
}
