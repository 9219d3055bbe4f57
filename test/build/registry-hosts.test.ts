import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

/** The hosts of registries, written so that this file contains none of them. */
const HOSTS = [
  ['registry', 'npmjs', 'org'], ['npmjs', 'com'], ['pypi', 'org'], ['files', 'pythonhosted', 'org'], ['repo1', 'maven', 'org'],
  ['repo', 'maven', 'apache', 'org'], ['central', 'sonatype', 'com'], ['oss', 'sonatype', 'org'], ['nuget', 'org'], ['proxy', 'golang', 'org'],
  ['sum', 'golang', 'org'],
].map((labels) => labels.join('.'));

/** The tracked files with one of these texts. */
function filesWith(texts: string[]): string[] {
  const patterns = texts.flatMap((text) => ['-e', text]);
  try {
    const found = execFileSync('git', ['grep', '--files-with-matches', '--fixed-strings', ...patterns], {
      cwd: join(__dirname, '../..'), encoding: 'utf8',
    });
    return found.trim().split('\n');
  } catch (error) {
    // The status of git grep when there is none.
    if ((error as { status?: number }).status === 1) {
      return [];
    }
    throw error;
  }
}

test('no file names the host of a registry: each tool knows its own, or is configured by its user', () => {
  expect(filesWith(HOSTS)).toEqual([]);
});

test('a name that is in a file is found', () => {
  expect(filesWith(['github.com/cdk-notes-api'])).toContain('package.json');
});
