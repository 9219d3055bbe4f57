import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { HandlersResults } from './handlers/handlers';
import { LocalResults } from './local/local';
import { UnitsResults } from './scale/units';
import { SynthResults } from './synth/synth';

/** The latest figures of each part, with their dates. */
export interface Results {
  handlers?: HandlersResults;
  /** The functions without one measure at a time. */
  seams?: HandlersResults;
  synth?: SynthResults;
  local?: LocalResults;
  /** The capacity that requests consume, by the number of notes and users. */
  units?: UnitsResults;
}

export const readResults = (file: string): Results => existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {};

export const writeResults = (file: string, results: Results): void => writeFileSync(file, `${print(results)}\n`);

/** Longer lines are broken. */
const WIDTH = 150;

/** JSON that people read and compare line by line. */
function print(value: unknown, indent = ''): string {
  const line = JSON.stringify(value);
  if (line.length + indent.length <= WIDTH || typeof value !== 'object' || value === null) {
    return line;
  }
  const deeper = `${indent}  `;
  const [open, close] = Array.isArray(value) ? '[]' : '{}';
  const members = Array.isArray(value)
    ? value.map((item) => print(item, deeper))
    : Object.entries(value).map(([name, member]) => `${JSON.stringify(name)}: ${print(member, deeper)}`);
  return `${open}\n${members.map((member) => deeper + member).join(',\n')}\n${indent}${close}`;
}
