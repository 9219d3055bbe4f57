import { spawnSync } from 'node:child_process';
import { renameSync } from 'node:fs';
import { join } from 'node:path';
import { run } from '../../run';
import { Language } from '../language';

/** The minor version of Go that the module requires, as the generator writes it. */
const OLDEST = 25;

export const go: Language = {
  lack: () => {
    const { status, stdout } = spawnSync('go', ['env', 'GOVERSION'], { encoding: 'utf8' });
    const minor = status === 0 ? Number(/^go1\.(\d+)/.exec(stdout)?.[1]) : 0;
    return minor >= OLDEST ? undefined : `there is no Go from 1.${OLDEST}`;
  },
  synthesise: ({ apps, library, env }) => {
    renameSync(library, join(apps, 'library'));
    for (const app of ['first', 'app']) {
      run(apps, env, 'go', 'run', '-mod=mod', `./${app}`);
    }
  },
};
