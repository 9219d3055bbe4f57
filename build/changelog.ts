import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(__dirname, '..');
const FILE = join(ROOT, 'CHANGELOG.md');

const HEADER = `# Changelog

Every release, the newest first. The commits since the one before make each section; a commit that changes no behaviour is in none.
[docs/stability.md](docs/stability.md) says what a version number promises.
`;
const NONE = '\nThere is no release yet. The first will be 0.1.0.\n';

/** The changelog with one more release. An entry that exists is replaced. */
export function withRelease(changelog: string, version: string, changes: string): string {
  const older = sections(changelog).filter((section) => versionOf(section) !== version);
  // The fixes before the first release were never published.
  const told = older.length === 0 ? changes.replace(/^### Bug Fixes\n[^]*?(?=^###|(?![^]))/m, '') : changes;
  return [HEADER, told.trim(), ...older.map((section) => section.trim())].join('\n\n').replace('\n\n\n', '\n\n') + '\n';
}

/** The changelog before the first release. */
export const EMPTY = HEADER + NONE;

function sections(changelog: string): string[] {
  return changelog.split(/^(?=##+ \[?\d+\.\d+\.\d+)/m).slice(1);
}

function versionOf(section: string): string | undefined {
  return /\d+\.\d+\.\d+/.exec(section)?.[0];
}

if (require.main === module) {
  const [version, changes] = ['version.txt', 'changelog.md'].map((file) => readFileSync(join(ROOT, 'dist', file), 'utf8').trim());
  writeFileSync(FILE, withRelease(existsSync(FILE) ? readFileSync(FILE, 'utf8') : EMPTY, version, changes));
}
