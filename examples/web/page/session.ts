import { renewTokens, SignIn, signOut, Tokens } from './oauth';

/** Until the tab is closed: other tabs and the next user of the device do not get it, and a reload keeps it. */
const STORE = sessionStorage;
const KEY = 'tokens';

/** The user has to sign in again. */
export class SignedOutError extends Error {}

export interface User {
  readonly sub: string;
  readonly name: string;
}

/** The user of the page, and the user's tokens. */
export class Session {
  static start(tokens: Tokens, signIn?: SignIn): Session {
    const session = new Session(tokens, signIn);
    STORE.setItem(KEY, JSON.stringify(tokens));
    return session;
  }

  /** The session of this tab before a reload. */
  static resume(signIn?: SignIn): Session | undefined {
    const stored = STORE.getItem(KEY);
    return stored ? new Session(JSON.parse(stored) as Tokens, signIn) : undefined;
  }

  readonly user: User;

  private constructor(private tokens: Tokens, private readonly signIn?: SignIn) {
    this.user = userOf(tokens.idToken);
  }

  /** The value of the header `Authorization`. */
  async authorization({ isRefused }: { readonly isRefused: boolean }): Promise<string> {
    if (isRefused) {
      await this.renew();
    }
    return `Bearer ${this.tokens.idToken}`;
  }

  /** Forgets the user. Resolves when the page may show that nobody is signed in; the sign-in pages forget the user, too. */
  end(): void {
    STORE.removeItem(KEY);
    if (this.signIn) {
      signOut(this.signIn);
    }
  }

  private async renew(): Promise<void> {
    const { refreshToken } = this.tokens;
    const tokens = this.signIn && refreshToken && await renewTokens(this.signIn, refreshToken);
    if (!tokens) {
      STORE.removeItem(KEY);
      throw new SignedOutError();
    }
    this.tokens = { refreshToken, ...tokens };
    STORE.setItem(KEY, JSON.stringify(this.tokens));
  }
}

/** The API verifies the token. The page only shows whose it is. */
function userOf(idToken: string): User {
  try {
    const bytes = Uint8Array.from(atob(idToken.split('.')[1].replaceAll('-', '+').replaceAll('_', '/')), (char) => char.charCodeAt(0));
    const { sub, email, 'cognito:username': username } = JSON.parse(new TextDecoder().decode(bytes)) as Record<string, string>;
    return { sub, name: email ?? username ?? sub };
  } catch {
    throw new Error('This is not an ID token.');
  }
}
