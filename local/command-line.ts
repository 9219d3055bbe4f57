import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { EngineName, ENGINE_NAMES } from './dynamodb/engine';

/** An invalid option or value. */
export class UsageError extends Error {}

export interface CommandLine {
  readonly app?: string;
  readonly context: Readonly<Record<string, string>>;
  readonly port: number;
  /** Undefined if the user leaves it to the command. */
  readonly consolePort?: number;
  readonly noConsole: boolean;
  readonly watch: boolean;
  readonly dataDir?: string;
  readonly seed?: string;
  readonly engine?: EngineName;
  readonly dynamoDbEndpoint?: string;
  readonly offline: boolean;
  readonly inspect: Readonly<Record<string, number>>;
  readonly help: boolean;
}

interface Option<Value> {
  readonly flag: string;
  readonly short?: string;
  /** The placeholder of the value in the help; undefined for a switch. */
  readonly takes?: string;
  readonly help: string;
  /** Reads all values that are given, in their order. The last one counts, unless the option can be repeated. */
  readonly read: (values: string[], folder: string) => Value;
}

const DEFAULT_PORT = 3000;

/** The usual port of the inspector of Node.js. */
const INSPECTOR_PORT = 9229;

/** The default port of the console. */
export const CONSOLE_PORT = 3100;

/** The options, in the order of the help. */
const OPTIONS: { readonly [Name in keyof Required<CommandLine>]: Option<CommandLine[Name]> } = {
  app: {
    flag: 'app',
    takes: 'APP',
    help: 'the same as the argument APP',
    read: last((app) => nonEmpty(app, '--app takes a file, a command or a folder')),
  },
  context: {
    flag: 'context',
    short: 'c',
    takes: 'KEY=VALUE',
    help: 'a context value for the app; can be repeated',
    read: (assignments) => Object.fromEntries(assignments.map(assignment)),
  },
  port: {
    flag: 'port',
    takes: 'N',
    help: `the port of the first API; 0 selects a free one (default: ${DEFAULT_PORT})`,
    read: (values, folder) => last(port('--port'))(values, folder) ?? DEFAULT_PORT,
  },
  consolePort: {
    flag: 'console',
    takes: 'N',
    help: `the port of the console, a web page; 0 selects a free one (default: ${CONSOLE_PORT}, or a free one)`,
    read: last(port('--console')),
  },
  noConsole: { flag: 'no-console', help: 'do not serve the console', read: (given) => given.length > 0 },
  watch: { flag: 'watch', short: 'w', help: 'reload the app after each edit; "watch" in cdk.json selects the files', read: (given) => given.length > 0 },
  dataDir: {
    flag: 'data',
    takes: 'DIR',
    help: 'keep the data in this folder (default: in memory)',
    read: last((path, folder) => resolve(folder, nonEmpty(path, '--data takes a path'))),
  },
  seed: {
    flag: 'seed',
    takes: 'FILE',
    help: 'load the items of a JSON file into the tables that are empty at startup',
    read: last((path, folder) => resolve(folder, nonEmpty(path, '--seed takes a path'))),
  },
  engine: {
    flag: 'engine',
    takes: 'NAME',
    help: `the embedded DynamoDB: ${ENGINE_NAMES.join(' or ')} (default: the first that is installed)`,
    read: last(engine),
  },
  dynamoDbEndpoint: {
    flag: 'dynamodb-endpoint',
    takes: 'URL',
    help: 'use the DynamoDB at this URL instead, with the AWS credentials of the environment, if set',
    read: last(endpoint),
  },
  inspect: {
    flag: 'inspect',
    takes: 'FUNCTION[=PORT]',
    help: `debug the function with this logical id or part of a construct path (default port: ${INSPECTOR_PORT}, then the next ones); can be repeated`,
    read: (given) => Object.fromEntries(given.map(inspected)),
  },
  offline: { flag: 'offline', help: 'let the functions connect only to this machine', read: (given) => given.length > 0 },
  help: { flag: 'help', short: 'h', help: 'show this help', read: (given) => given.length > 0 },
};

export function usage(command: string, defaultApp: string): string {
  return `Usage: ${command} [APP] [options]

Serves a CDK app on this machine: its REST APIs, their Node.js functions and DynamoDB tables. No AWS account, no Docker.

APP is a file (bin/app.ts), a command ('python3 app.py') or a folder with a synthesised app (cdk.out).
Default: ${defaultApp}

${table(Object.values(OPTIONS).map(({ flag, help, short, takes }) => [`${short ? `-${short}, ` : ''}--${flag}${takes ? ` ${takes}` : ''}`, help]))}`;
}

/** Paths in the arguments are relative to the folder. */
export function parseCommandLine(argv: string[], folder: string): CommandLine {
  const { positionals, values } = parse(argv);
  const given = (name: keyof CommandLine) => [values[OPTIONS[name].flag] ?? []].flat().map(String);
  const conflict = (['dataDir', 'engine'] as const).find((name) => given(name).length);
  if (given('dynamoDbEndpoint').length && conflict) {
    throw new UsageError(`--${OPTIONS[conflict].flag} configures the embedded DynamoDB: it cannot be combined with --dynamodb-endpoint`);
  }
  if (given('noConsole').length && given('consolePort').length) {
    throw new UsageError('--console and --no-console contradict each other');
  }
  const apps = [...positionals, ...given('app')];
  if (apps.length > 1) {
    throw new UsageError(`takes one app, not ${apps.length}: put a command in quotes, like 'python3 app.py'`);
  }
  return Object.fromEntries(Object.entries(OPTIONS).map(([name, { read }]) =>
    [name, read(name === 'app' ? apps : given(name as keyof CommandLine), folder)])) as unknown as CommandLine;
}

function parse(argv: string[]) {
  try {
    return parseArgs({
      args: argv,
      allowPositionals: true,
      options: Object.fromEntries(Object.values(OPTIONS).map(({ flag, short, takes }) =>
        [flag, { type: takes ? 'string' : 'boolean', multiple: true, ...short && { short } }])),
    });
  } catch (error) {
    throw new UsageError((error as Error).message.split(/\n|\. To specify/)[0]);
  }
}

function last<Value>(read: (value: string, folder: string) => Value): (values: string[], folder: string) => Value | undefined {
  return (values, folder) => (values.length ? read(values.at(-1)!, folder) : undefined);
}

function nonEmpty(value: string, rule: string): string {
  if (value.trim()) {
    return value;
  }
  throw new UsageError(`${rule}, not an empty string`);
}

function assignment(text: string): [string, string] {
  const [, key, value] = /^([^=]+)=([^]*)$/.exec(text) ?? [];
  if (!key) {
    throw new UsageError(`--context takes KEY=VALUE, not '${text}'`);
  }
  return [key, value];
}

function port(option: string): (value: string) => number {
  return (value) => {
    if (!/^\d{1,5}$/.test(value) || Number(value) > 65_535) {
      throw new UsageError(`${option} takes a number from 0 to 65535, not '${value}'`);
    }
    return Number(value);
  };
}

function inspected(text: string, at: number): [string, number] {
  const [, name, chosen] = /^([^=]+)(?:=(.*))?$/.exec(text) ?? [];
  if (!name) {
    throw new UsageError(`--inspect takes FUNCTION or FUNCTION=PORT, not '${text}'`);
  }
  return [name, chosen === undefined ? INSPECTOR_PORT + at : port('--inspect')(chosen)];
}

function engine(value: string): EngineName {
  const name = ENGINE_NAMES.find((candidate) => candidate === value);
  if (!name) {
    throw new UsageError(`--engine takes ${ENGINE_NAMES.join(' or ')}, not '${value}'`);
  }
  return name;
}

function endpoint(value: string): string {
  if (URL.canParse(value) && /^https?:$/.test(new URL(value).protocol)) {
    return value;
  }
  throw new UsageError(`--dynamodb-endpoint takes a URL like http://127.0.0.1:8000, not '${value}'`);
}

function table(rows: string[][]): string {
  const width = Math.max(...rows.map(([left]) => left.length));
  return rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`).join('\n');
}
