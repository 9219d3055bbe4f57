import { rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { FIGURES_FILE, table } from './figures';

export default function tearDown(): void {
  console.log(`\n${table()}\n`);
  rmSync(dirname(process.env[FIGURES_FILE]!), { recursive: true });
}
