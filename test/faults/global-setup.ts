import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FIGURES_FILE } from './figures';
import { SEED } from './scale';
import freshBundle from '../fresh-bundle';

export default function setUp(): void {
  freshBundle();
  process.env[FIGURES_FILE] = join(mkdtempSync(join(tmpdir(), 'faults-')), 'figures');
  writeFileSync(process.env[FIGURES_FILE], '');
  // The same one in every part.
  process.env.FAULTS_SEED = `${SEED}`;
}
