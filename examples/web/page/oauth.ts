/** Sign-in on the pages of Cognito: the authorization code grant (RFC 6749) with PKCE (RFC 7636). */

/** The server that issues tokens, and the page as its client. */
export interface SignIn {
  readonly url: string;
  readonly clientId: string;
}

export interface Tokens {
  readonly idToken: string;
  readonly refreshToken?: string;
}

const PENDING = 'sign-in';

/** Leaves for the sign-in pages. */
export async function startSignIn({ url, clientId }: SignIn): Promise<void> {
  const [state, verifier] = [randomText(), randomText()];
  sessionStorage.setItem(PENDING, JSON.stringify({ state, verifier }));
  const challenge = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(verifier));
  location.assign(`${url}/oauth2/authorize?${new URLSearchParams({
    response_type: 'code',
    client_id: clientId,
    redirect_uri: redirectUri(),
    scope: 'openid email',
    state,
    code_challenge: base64Url(new Uint8Array(challenge)),
    code_challenge_method: 'S256',
  })}`);
}

/** The tokens of a user who comes back from the sign-in pages; undefined for everybody else. */
export async function finishSignIn(signIn: SignIn): Promise<Tokens | undefined> {
  const answer = new URLSearchParams(location.search);
  if (!answer.has('state')) {
    return undefined;
  }
  // The code works only once, so it is removed from the history.
  history.replaceState(null, '', location.pathname + location.hash);
  const { state, verifier } = JSON.parse(sessionStorage.getItem(PENDING) ?? '{}') as { state?: string; verifier?: string };
  sessionStorage.removeItem(PENDING);
  if (!verifier || answer.get('state') !== state) {
    throw new Error('This tab did not start this sign-in.');
  }
  const code = answer.get('code');
  if (!code) {
    throw new Error(answer.get('error_description') ?? 'The sign-in pages returned no code.');
  }
  const tokens = await requestTokens(signIn, { grant_type: 'authorization_code', code, redirect_uri: redirectUri(), code_verifier: verifier });
  if (!tokens) {
    throw new Error('The code of this sign-in is no longer valid.');
  }
  return tokens;
}

/** New tokens; undefined when the user has to sign in again. */
export async function renewTokens(signIn: SignIn, refreshToken: string): Promise<Tokens | undefined> {
  return requestTokens(signIn, { grant_type: 'refresh_token', refresh_token: refreshToken });
}

/** Leaves for the sign-in pages, which sign the user out and return. */
export function signOut({ url, clientId }: SignIn): void {
  location.assign(`${url}/logout?${new URLSearchParams({ client_id: clientId, logout_uri: redirectUri() })}`);
}

async function requestTokens({ url, clientId }: SignIn, grant: Record<string, string>): Promise<Tokens | undefined> {
  const response = await fetch(`${url}/oauth2/token`, { method: 'POST', body: new URLSearchParams({ client_id: clientId, ...grant }) });
  if (response.status === 400) {
    return undefined;
  }
  if (!response.ok) {
    throw new Error(`The sign-in server answered ${response.status}.`);
  }
  const { id_token: idToken, refresh_token: refreshToken } = await response.json() as Record<string, string>;
  return { idToken, ...refreshToken && { refreshToken } };
}

/** The page, as the client of the user pool registers it. */
const redirectUri = (): string => `${location.origin}/`;

const randomText = (): string => base64Url(crypto.getRandomValues(new Uint8Array(32)));

const base64Url = (bytes: Uint8Array): string =>
  btoa(String.fromCharCode(...bytes)).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
