import { execFileSync } from 'node:child_process';

/** The version of the curl that is here. */
export const CURL_VERSION = version();

/** For what needs `--aws-sigv4`, which curl has from 7.75 on: with an older one, or none, it is reported as skipped. */
export const testCurl = Number(CURL_VERSION.replace(/\.(\d)$/, '.0$1')) >= 7.75 ? test : test.skip;

function version(): string {
  try {
    return /^curl (\d+\.\d+)/.exec(execFileSync('curl', ['--version'], { encoding: 'utf8' }))?.[1] ?? 'of no version';
  } catch {
    return 'that is not here';
  }
}
