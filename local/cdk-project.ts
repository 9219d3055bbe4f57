import { existsSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { WatchPatterns } from './watched-files';

/** The settings of an app that the CDK CLI reads. */
export interface CdkProject {
  /** The command that runs the app. */
  readonly app?: string;
  /** A command that runs before it. */
  readonly build?: string;
  readonly context: Readonly<Record<string, unknown>>;
  readonly watch: WatchPatterns;
}

/** Reads a project like the CDK CLI: `cdk.json` of the folder, the look-ups in its `cdk.context.json`, and `~/.cdk.json` of the user. */
export function readProject(folder: string): CdkProject {
  const user = readJson(join(homedir(), '.cdk.json'));
  const project = readJson(join(folder, 'cdk.json'));
  return {
    app: commandLine(project.app ?? user.app),
    build: commandLine(project.build),
    context: { ...user.context as object, ...readJson(join(folder, 'cdk.context.json')), ...project.context as object },
    watch: watchPatterns(project),
  };
}

/** The nearest folder at or above a file's own that contains one of the project files; undefined if there is none. */
export function nearest(names: string[], file: string): string | undefined {
  const folder = dirname(file);
  const found = names.map((name) => join(folder, name)).find((path) => existsSync(path));
  return found ?? (folder === dirname(folder) ? undefined : nearest(names, folder));
}

/** The output folder is never watched. */
function watchPatterns({ output = 'cdk.out', watch }: Record<string, unknown>): WatchPatterns {
  const { exclude = [], include } = { ...watch as WatchPatterns };
  return { include, exclude: [exclude, String(output)].flat() };
}

function commandLine(value: unknown): string | undefined {
  return value === undefined ? undefined : [value].flat().join(' ');
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
