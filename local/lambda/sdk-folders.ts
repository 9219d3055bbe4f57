import { Dirent, existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** The maximum depth of other packages below the folder of an app. */
const DEPTH = 3;

const PACKAGES = ['@aws-sdk', '@smithy', 'aws-sdk'];
const SKIPPED = /^(?:\.|node_modules$|cdk\.out)/;

/** The folders with an installed AWS SDK: functions often belong to a package below the app's folder. */
export function sdkFolders(folders: readonly string[]): string[] {
  return [...folders, ...folders.filter(isProject).flatMap((folder) => below(folder, DEPTH)).filter(hasSdk)];
}

function below(folder: string, depth: number): string[] {
  if (depth === 0) {
    return [];
  }
  return entries(folder)
    .filter((entry) => entry.isDirectory() && !SKIPPED.test(entry.name))
    .map(({ name }) => join(folder, name))
    .flatMap((child) => [child, ...below(child, depth - 1)]);
}

function entries(folder: string): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return [];
  }
}

function isProject(folder: string): boolean {
  return ['cdk.json', 'package.json'].some((name) => existsSync(join(folder, name)));
}

function hasSdk(folder: string): boolean {
  return PACKAGES.some((name) => existsSync(join(folder, 'node_modules', name)));
}
