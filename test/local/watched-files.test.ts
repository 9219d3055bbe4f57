import { join, resolve } from 'node:path';
import { temporaryProject } from './temporary-project';
import { readProject } from '../../local/cdk-project';
import { WatchedFiles, WatchPatterns } from '../../local/watched-files';

const FOLDER = resolve('/work/app');

const isWatched = (path: string, patterns: WatchPatterns) => !new WatchedFiles(FOLDER, patterns).ignores(join(FOLDER, path), true);

test.each<[path: string, isWatched: boolean, patterns: WatchPatterns]>([
  ['app.ts', true, {}],
  ['lib/handlers/get.js', true, {}],
  ['node_modules/x/index.js', false, {}],
  ['packages/a/node_modules/x/index.js', false, {}],
  ['.env', false, {}],
  ['.git/HEAD', false, {}],
  ['lib/.cache/x', false, {}],
  ['lib/a.ts', true, { include: 'lib/**' }],
  ['lib/a.ts', true, { include: ['./lib/'] }],
  ['bin/a.ts', false, { include: ['lib'] }],
  ['lib/a.js', false, { exclude: '**/*.js' }],
  ['lib/a.ts', true, { exclude: ['**/*.js'] }],
  ['test/a.ts', false, { exclude: ['test'] }],
  ['lib/test/a.ts', true, { exclude: ['test'] }],
  ['tests/a.ts', true, { exclude: ['test'] }],
  ['lib/a.ts', false, { include: 'lib', exclude: 'lib/a.ts' }],
  ['../backend/a.ts', true, { include: ['lib', '../backend/**'] }],
  ['../backend/node_modules/a/index.js', false, { include: ['../backend/**'] }],
  ['.env', false, { include: '.env' }],
])('whether an edit of %s counts: %s, with %j', (path, expected, patterns) => {
  expect(isWatched(path, patterns)).toBe(expected);
});

test('a folder that is included from outside the app is watched, too', () => {
  expect(new WatchedFiles(FOLDER, { include: ['lib/**', '../backend/src/**'] }).roots).toEqual([FOLDER, resolve('/work/backend/src')]);
});

test('the sources of a library are watched beside the files of the app', () => {
  const files = new WatchedFiles(FOLDER, { include: 'lib' }, ['/work/library/src']);
  expect(files.roots).toEqual([FOLDER, resolve('/work/library/src')]);
  const edits = ['/work/library/src/a/b.ts', '/work/library/test/b.ts', '/work/app/lib/a.ts', '/work/app/bin/a.ts'];
  expect(edits.map((path) => files.ignores(resolve(path), true))).toEqual([false, true, false, true]);
});

test('the app\'s own folder is not ignored, wherever it is', () => {
  expect(new WatchedFiles('/home/me/.work/node_modules/app').ignores('/home/me/.work/node_modules/app', false)).toBe(false);
  expect(new WatchedFiles('/home/me/.work/node_modules/app').ignores('/home/me/.work/node_modules/app/a.ts', true)).toBe(false);
});

test.each([
  [{}, 'cdk.out'],
  [{ output: 'dist/cdk' }, 'dist/cdk'],
  [{ output: 'out', watch: { exclude: 'README.md' } }, 'out'],
])('the output folder of %j is not watched', (cdkJson, output) => {
  const project = temporaryProject({ 'cdk.json': JSON.stringify(cdkJson) });
  const files = new WatchedFiles(project.folder, readProject(project.folder).watch);
  expect(files.ignores(join(project.folder, output, 'manifest.json'), true)).toBe(true);
  expect(files.ignores(join(project.folder, 'lib', 'manifest.json'), true)).toBe(false);
  project.remove();
});
