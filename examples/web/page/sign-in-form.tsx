import { startSignIn, SignIn } from './oauth';

interface SignInFormProps {
  readonly signIn?: SignIn;
  readonly problem?: string;
  readonly onToken: (token: string) => void;
}

/** On a developer's machine there are no sign-in pages: the local stack prints tokens. */
export function SignInForm({ onToken, problem, signIn }: SignInFormProps) {
  return (
    <main class="sign-in">
      <h1>Notes</h1>
      {problem && <p role="alert">{problem}</p>}
      {signIn
        ? <button type="button" class="primary" onClick={() => { void startSignIn(signIn); }}>Sign in</button>
        : <TokenForm onToken={onToken} />}
    </main>
  );
}

function TokenForm({ onToken }: Pick<SignInFormProps, 'onToken'>) {
  const onSubmit = (event: SubmitEvent) => {
    event.preventDefault();
    const field = (event.currentTarget as HTMLFormElement).elements.namedItem('token') as HTMLInputElement;
    try {
      onToken(field.value.trim());
    } catch (error) {
      field.setCustomValidity((error as Error).message);
      field.reportValidity();
    }
  };
  return (
    <form onSubmit={onSubmit}>
      <label for="token">Token</label>
      <input
        id="token" name="token" type="password" required autocomplete="off" aria-describedby="token-help"
        onInput={({ currentTarget }) => currentTarget.setCustomValidity('')}
      />
      <p id="token-help" class="quiet">Paste a token that the local stack has printed.</p>
      <button class="primary">Sign in</button>
    </form>
  );
}
