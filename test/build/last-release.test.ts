import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { lastRelease } from '../../build/last-release';
import { run } from '../run';

const WORK = mkdtempSync(join(tmpdir(), 'last-release-'));
const IDENTITY = ['-c', 'user.name=test', '-c', 'user.email=test@example.com'];
const git = (...args: string[]) => run(WORK, process.env, 'git', ...IDENTITY, ...args);
const commit = () => git('commit', '--quiet', '--allow-empty', '--message', 'feat: more');

beforeAll(() => {
  git('init', '--quiet', '--initial-branch', 'main');
  commit();
});
afterAll(() => rmSync(WORK, { recursive: true }));

test('without a tag there is no release', () => {
  expect(lastRelease(WORK)).toBeUndefined();
});

test('a tag of something else is no release, nor is a prerelease', () => {
  git('tag', 'cdknotesapi/v0.2.0');
  git('tag', 'v0.2.0-beta.1');
  git('tag', 'vnext');
  expect(lastRelease(WORK)).toBeUndefined();
});

test('the newest version is the last release, compared by numbers', () => {
  git('tag', 'v0.9.0');
  commit();
  git('tag', 'v0.10.0');
  commit();
  expect(lastRelease(WORK)).toBe('v0.10.0');
});

test('a release of another branch is not the last of this one', () => {
  git('switch', '--quiet', '--create', 'other');
  commit();
  git('tag', 'v2.0.0');
  git('switch', '--quiet', 'main');
  expect(lastRelease(WORK)).toBe('v0.10.0');
});
