import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The number of CloudFormation resources in the templates of an assembly. */
export function resourceCount(assembly: string): number {
  return readdirSync(assembly).filter((file) => file.endsWith('.template.json'))
    .map((file) => Object.keys(JSON.parse(readFileSync(join(assembly, file), 'utf8')).Resources).length)
    .reduce((sum, count) => sum + count, 0);
}
