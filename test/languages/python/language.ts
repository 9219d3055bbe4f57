import { spawnSync } from 'node:child_process';
import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { run } from '../../run';
import { Language } from '../language';
import { LOWEST } from '../lowest';

const VERSION = 'import ensurepip, sys, venv; assert sys.version_info >= (3, 10)';

/** The translated examples, as jsii-rosetta wrote them after the last compilation. */
const TRANSLATIONS = join(__dirname, '../../../.jsii.tabl.json');

export const python: Language = {
  lack: () => spawnSync('python3', ['-c', VERSION]).status === 0 ? undefined : 'there is no Python from 3.10 with venv',
  synthesise: ({ apps, library, env }) => {
    const bin = (name: string) => join(apps, 'venv/bin', name);
    run(apps, env, 'python3', '-m', 'venv', 'venv');
    const versions = Object.entries(LOWEST).map(([name, version]) => `${name}==${version}`);
    run(apps, env, bin('pip'), 'install', '--quiet', '--disable-pip-version-check', '--no-compile', library, ...versions);
    cpSync(TRANSLATIONS, join(apps, 'examples.json'));
    run(apps, env, bin('python'), 'all.py');
  },
};
