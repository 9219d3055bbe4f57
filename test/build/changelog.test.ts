import { EMPTY, withRelease } from '../../build/changelog';

const FIRST = '## 0.1.0 (2027-01-01)\n\n\n### Features\n\n* a table\n\n\n### Bug Fixes\n\n* a hole in it\n';
const SECOND = '### [0.1.1](https://github.com/x/compare/v0.1.0...v0.1.1) (2027-02-01)\n\n\n### Bug Fixes\n\n* a leg of it\n';

const headings = (changelog: string): string[] => changelog.split('\n').filter((line) => line.startsWith('#'));

test('the first release has its features, and no fixes of what was never released', () => {
  const changelog = withRelease(EMPTY, '0.1.0', FIRST);
  expect(headings(changelog)).toEqual(['# Changelog', '## 0.1.0 (2027-01-01)', '### Features']);
  expect(changelog).toContain('* a table');
  expect(changelog).not.toContain('There is no release yet');
});

test('a later release is above the earlier ones, and has its fixes', () => {
  const changelog = withRelease(withRelease(EMPTY, '0.1.0', FIRST), '0.1.1', SECOND);
  expect(headings(changelog)).toEqual([
    '# Changelog', '### [0.1.1](https://github.com/x/compare/v0.1.0...v0.1.1) (2027-02-01)', '### Bug Fixes',
    '## 0.1.0 (2027-01-01)', '### Features',
  ]);
});

test('a release that is recorded again is there once', () => {
  const once = withRelease(withRelease(EMPTY, '0.1.0', FIRST), '0.1.1', SECOND);
  expect(withRelease(once, '0.1.1', SECOND)).toBe(once);
});
