import { cores } from './cores';

/** @throws Error when the benchmark cannot run on this machine */
export function checkPlatform({ platform, arch }: { platform: string; arch: string } = process): void {
  if (platform !== 'linux' || arch !== 'x64') {
    throw new Error(
      `the benchmark cannot run on ${platform} ${arch}: it installs Node.js for Linux on x64, and pins each process to one core`,
    );
  }
  if (cores().length < 2) {
    throw new Error('the benchmark requires two processor cores: one for the measured code, one for its stub of DynamoDB');
  }
}
