import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { parseCommandLine } from '../../bench/command-line';
import { checkPlatform } from '../../bench/platform';

const ROOT = join(__dirname, '..', '..');
const PARTS = ['handlers', 'synth'];

test('everything is measured as often as it is used to be', () => {
  expect(parseCommandLine([], PARTS)).toEqual({});
});

test('one part is measured alone, and as often as is said', () => {
  expect(parseCommandLine(['--only', 'synth', '--rounds', '3'], PARTS)).toEqual({ only: 'synth', rounds: 3 });
});

test.each([
  [['--only', 'size'], '--only takes handlers or synth, not \'size\''],
  [['--rounds', '0'], '--rounds takes a number from 1 to 9999, not \'0\''],
  [['--rounds', '1.5'], '--rounds takes a number from 1 to 9999, not \'1.5\''],
  [['--quick'], 'Unknown option \'--quick\''],
  [['quick'], 'Unexpected argument \'quick\''],
])('%j is refused', (argv, message) => {
  expect(() => parseCommandLine(argv, PARTS)).toThrow(message);
});

test('a wrong option is one line and a failure', () => {
  const { status, stderr, stdout } = spawnSync(process.execPath, ['--import', 'tsx', 'bench/main.ts', '--only', 'size'], {
    cwd: ROOT,
    encoding: 'utf8',
  });
  expect({ status, stderr, stdout }).toEqual({ status: 2, stderr: expect.stringMatching(/^--only takes .+, not 'size'\n$/), stdout: '' });
});

test('a machine that it cannot measure on is told so in one line', () => {
  expect(() => checkPlatform({ platform: 'darwin', arch: 'arm64' })).toThrow(/^the benchmark cannot run on darwin arm64: .+$/);
});
