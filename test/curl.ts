import { execFileSync } from 'node:child_process';

/** The version of the installed curl. */
export const CURL_VERSION = version();

/** For tests that need `--aws-sigv4`, which curl has since 7.75. With an older version, or without curl, they are reported as skipped. */
export const testCurl = Number(CURL_VERSION.replace(/\.(\d)$/, '.0$1')) >= 7.75 ? test : test.skip;

function version(): string {
  try {
    return /^curl (\d+\.\d+)/.exec(execFileSync('curl', ['--version'], { encoding: 'utf8' }))?.[1] ?? 'of no version';
  } catch {
    return 'that is not here';
  }
}
