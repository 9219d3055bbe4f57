import { spawnSync } from 'node:child_process';
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from '../../run';
import { Language } from '../language';

const OLDEST = 17;

export const java: Language = {
  lack: () => {
    const { status, stdout } = spawnSync('mvn', ['--batch-mode', '--version'], { encoding: 'utf8' });
    const version = status === 0 ? Number(/^Java version: (\d+)/m.exec(stdout)?.[1]) : 0;
    return version >= OLDEST ? undefined : `there is no Maven with a Java from ${OLDEST}`;
  },
  synthesise: ({ apps, library, env }) => {
    renameSync(library, join(apps, 'library'));
    takeLowest(join(apps, 'library/pom.xml'));
    run(apps, env, 'mvn', '--batch-mode', '--quiet', 'process-classes');
  },
};

/** Maven would take the newest version of each range. */
function takeLowest(pom: string): void {
  writeFileSync(pom, readFileSync(pom, 'utf8').replaceAll(/\[([\d.]+),[\d.]+\)/g, '$1'));
}
