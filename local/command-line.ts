import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { EngineName, ENGINE_NAMES } from './dynamodb/engine';

/** An invalid option or value. */
export class UsageError extends Error {}

export interface CommandLine {
  readonly app: string;
  readonly port: number;
  readonly help: boolean;
  readonly dataDir?: string;
  readonly engine?: EngineName;
  readonly dynamoDbEndpoint?: string;
}

const DEFAULT_PORT = 3000;

export function usage(app: string): string {
  return `Serves a CDK app on this machine: its REST APIs, their Node.js functions and DynamoDB tables. No AWS account, no Docker.

  --app FILE                the CDK app (default: ${app})
  --port N                  the port of the first API; 0 selects a free one (default: ${DEFAULT_PORT})
  --data DIR                keep the data in this folder (default: in memory)
  --engine NAME             ${ENGINE_NAMES.join(' or ')} (default: the first that is installed)
  --dynamodb-endpoint URL   use another DynamoDB, with the AWS credentials of the environment, if set
  --help                    show this help`;
}

export function parseCommandLine(argv: string[], defaultApp: string): CommandLine {
  const values = parse(argv);
  const conflict = (['data', 'engine'] as const).find((name) => values[name] !== undefined);
  if (values['dynamodb-endpoint'] !== undefined && conflict) {
    throw new UsageError(`--${conflict} configures the embedded DynamoDB: it cannot be combined with --dynamodb-endpoint`);
  }
  return {
    app: path('app', values.app) ?? defaultApp,
    port: port(values.port),
    help: values.help ?? false,
    dataDir: path('data', values.data),
    engine: engine(values.engine),
    dynamoDbEndpoint: endpoint(values['dynamodb-endpoint']),
  };
}

function parse(argv: string[]) {
  try {
    return parseArgs({
      args: argv,
      options: {
        'app': { type: 'string' },
        'data': { type: 'string' },
        'dynamodb-endpoint': { type: 'string' },
        'engine': { type: 'string' },
        'help': { type: 'boolean' },
        'port': { type: 'string' },
      },
    }).values;
  } catch (error) {
    throw new UsageError((error as Error).message.split('\n')[0]);
  }
}

/** Relative to the caller's folder: npm runs its scripts in the package's folder. */
function path(option: string, value: string | undefined): string | undefined {
  if (value === '') {
    throw new UsageError(`--${option} takes a path, not an empty string`);
  }
  return value && resolve(process.env.INIT_CWD ?? process.cwd(), value);
}

function port(value: string | undefined): number {
  if (value === undefined) {
    return DEFAULT_PORT;
  }
  if (!/^\d{1,5}$/.test(value) || Number(value) > 65_535) {
    throw new UsageError(`--port takes a number from 0 to 65535, not '${value}'`);
  }
  return Number(value);
}

function engine(value: string | undefined): EngineName | undefined {
  const name = ENGINE_NAMES.find((candidate) => candidate === value);
  if (value !== undefined && !name) {
    throw new UsageError(`--engine takes ${ENGINE_NAMES.join(' or ')}, not '${value}'`);
  }
  return name;
}

function endpoint(value: string | undefined): string | undefined {
  if (value === undefined || /^https?:$/.test(protocol(value))) {
    return value;
  }
  throw new UsageError(`--dynamodb-endpoint takes a URL like http://127.0.0.1:8000, not '${value}'`);
}

function protocol(url: string): string {
  try {
    return new URL(url).protocol;
  } catch {
    return '';
  }
}
