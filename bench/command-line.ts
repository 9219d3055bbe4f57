import { parseArgs } from 'node:util';

/** An option or value that the command does not take. */
export class UsageError extends Error {}

export interface CommandLine {
  /** The part to measure; undefined means all. */
  readonly only?: string;
  /** Undefined means the usual number of each part. */
  readonly rounds?: number;
}

export function parseCommandLine(argv: string[], parts: readonly string[]): CommandLine {
  const { only, rounds } = parse(argv);
  if (only !== undefined && !parts.includes(only)) {
    throw new UsageError(`--only takes ${parts.join(' or ')}, not '${only}'`);
  }
  if (rounds !== undefined && !/^[1-9]\d{0,3}$/.test(rounds)) {
    throw new UsageError(`--rounds takes a number from 1 to 9999, not '${rounds}'`);
  }
  return { only, rounds: rounds === undefined ? undefined : Number(rounds) };
}

function parse(argv: string[]) {
  try {
    return parseArgs({ args: argv, options: { only: { type: 'string' }, rounds: { type: 'string' } } }).values;
  } catch (error) {
    throw new UsageError((error as Error).message.split('\n')[0]);
  }
}
