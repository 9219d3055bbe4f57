import { accessSync, constants, existsSync, statSync } from 'node:fs';
import { dirname, extname, join, resolve } from 'node:path';
import { CdkProject, nearest, readProject } from './cdk-project';
import { typescriptRunner } from './typescript-runner';
import { isInside, WatchedFiles } from './watched-files';

export interface CdkAppOptions {
  /** A file, a command, or a folder with a synthesised app. @default the `app` of `cdk.json` in the folder */
  readonly app?: string;
  /** Context values, which take precedence over those of `cdk.json`. */
  readonly context?: Readonly<Record<string, unknown>>;
  /** The folder that the app is run in and relative paths start from. @default the working directory of this process */
  readonly folder?: string;
  /** Folders outside the app whose edits count as edits of the app, such as the sources of a library. @default - none */
  readonly alsoWatched?: readonly string[];
}

/** A CDK app that can be synthesised, or that already is. */
export type CdkApp = SynthesizedApp | Program;

interface SynthesizedApp {
  readonly name: string;
  readonly assembly: string;
  readonly watched: WatchedFiles;
}

/** A program that synthesises the app. */
export interface Program {
  readonly name: string;
  readonly assembly?: undefined;
  /** Programs that run one after another: with arguments, or a line for the shell. */
  readonly steps: readonly Step[];
  readonly folder: string;
  readonly context: Readonly<Record<string, unknown>>;
  readonly env: Readonly<Record<string, string>>;
  readonly watched: WatchedFiles;
}

export type Step = string | readonly [command: string, ...args: string[]];

const SCRIPTS = ['.js', '.cjs', '.mjs', '.ts', '.cts', '.mts', '.jsx', '.tsx'];

/** A name that only a file or a folder can have: one word with a slash, the extension of a script, or that of the CDK's output. */
const PATH = /^[\w@.+-]*(?:\/[\w@./+-]*|\.[cm]?[jt]sx?|\.out)$/;

/** Finds out what an app is, like the CDK CLI. */
export function cdkApp({ alsoWatched, app, context, folder = process.cwd() }: CdkAppOptions = {}): CdkApp {
  const project = readProject(folder);
  const name = app ?? project.app;
  if (!name) {
    throw new Error(`there is no app: pass one, or run this in a folder with an "app" in cdk.json (${folder} has none)`);
  }
  const path = resolve(folder, name);
  if (PATH.test(name) && !existsSync(path)) {
    throw new Error(`there is no app ${name}`);
  }
  if (existsSync(path) && statSync(path).isDirectory()) {
    return synthesized(name, path);
  }
  return existsSync(path) && SCRIPTS.includes(extname(path))
    ? script(name, path, folder, { alsoWatched, context })
    : command(name, path, { alsoWatched, folder, context, project });
}

/** The folders where an app's packages may be installed. */
export function projectFolders(app: CdkApp, folder = process.cwd()): string[] {
  return [...new Set([app.assembly === undefined ? app.folder : dirname(resolve(app.assembly)), resolve(folder)])];
}

function synthesized(name: string, assembly: string): SynthesizedApp {
  if (!existsSync(join(assembly, 'manifest.json'))) {
    throw new Error(`${name} is a folder without a synthesised app: pass a folder with a manifest.json, like cdk.out, or the file of the app`);
  }
  return { name, assembly, watched: assemblyFiles(assembly) };
}

/** The CDK writes the manifest after everything else. */
export function assemblyFiles(assembly: string): WatchedFiles {
  return new WatchedFiles(assembly, { include: 'manifest.json' });
}

/** A file is run with the project that contains it, and with that project's TypeScript settings. */
function script(name: string, file: string, folder: string, { alsoWatched, context }: CdkAppOptions): Program {
  const config = nearest(['cdk.json'], file);
  const project = readProject(config ? dirname(config) : folder);
  // A projen project has one more, for the files outside its sources.
  const tsconfig = nearest(['tsconfig.dev.json', 'tsconfig.json'], file);
  return {
    name,
    steps: [...builds(project), [process.execPath, ...typescriptRunner(file, name), file]],
    folder: config ? dirname(config) : folder,
    context: { ...project.context, ...context },
    env: tsconfig ? { TSX_TSCONFIG_PATH: tsconfig } : {},
    watched: new WatchedFiles(config || !isInside(folder, file) ? dirname(config ?? file) : folder, project.watch, alsoWatched),
  };
}

function command(
  name: string,
  path: string,
  { alsoWatched, context, folder, project }: CdkAppOptions & { folder: string; project: CdkProject },
): Program {
  if (existsSync(path) && !isExecutable(path)) {
    throw new Error(`${name} is not a script that can be run: pass the command that runs it, like 'python3 app.py'`);
  }
  return {
    name,
    steps: [...builds(project), name],
    folder,
    context: { ...project.context, ...context },
    env: {},
    watched: new WatchedFiles(folder, project.watch, alsoWatched),
  };
}

function builds({ build }: CdkProject): Step[] {
  return build ? [build] : [];
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
