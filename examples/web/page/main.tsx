import { render } from 'preact';
import { App } from './app';
import { readConfig } from './config';
import { finishSignIn } from './oauth';
import { Session } from './session';

async function main(): Promise<void> {
  const { signIn } = await readConfig();
  let problem: string | undefined;
  const tokens = signIn && await finishSignIn(signIn).catch(({ message }: Error) => { problem = message; });
  const session = tokens ? Session.start(tokens, signIn) : Session.resume(signIn);
  render(<App signIn={signIn} session={session} problem={problem} />, document.body);
}

main().catch(({ message }: Error) => render(<main><p role="alert">{message}</p></main>, document.body));
