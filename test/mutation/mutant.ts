import type { Mutant as Instrumented } from '@stryker-mutator/api/core';

/** A change to the code that a test should notice. */
export interface Mutant {
  /** Its switch in the instrumented code. */
  readonly id: string;
  /** Relative to the repository. */
  readonly file: string;
  /** Counted from 1. */
  readonly line: number;
  /** The source line that it begins on, without indentation. */
  readonly at: string;
  /** Both without line breaks. */
  readonly original: string;
  readonly replacement: string;
}

export function mutantOf({ id, location: { start, end }, replacement }: Pick<Instrumented, 'id' | 'location' | 'replacement'>,
  file: string, source: string): Mutant {
  const lines = source.split('\n').slice(start.line, end.line + 1);
  const at = lines[0].trim();
  lines.push(lines.pop()!.slice(0, end.column));
  lines[0] = lines[0].slice(start.column);
  return { id, file, line: start.line + 1, at, original: onOneLine(lines.join('\n')), replacement: onOneLine(replacement) };
}

/** The folder that its score counts for. */
export const folderOf = ({ file }: Mutant): string => file.slice(0, file.lastIndexOf('/'));

const onOneLine = (code: string): string => code.trim().replace(/\s*\n\s*/g, ' ');
