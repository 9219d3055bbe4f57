import type { SignIn } from './oauth';

/** The settings that the deployment writes for the page. */
export interface Config {
  /** The sign-in pages. Absent on a developer's machine, where users sign in with a token. */
  readonly signIn?: SignIn;
}

export async function readConfig(): Promise<Config> {
  const response = await fetch('config.json');
  if (!response.ok) {
    throw new Error(`The page is not configured: config.json answered ${response.status}.`);
  }
  return await response.json() as Config;
}
