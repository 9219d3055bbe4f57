import { createHash, randomUUID } from 'node:crypto';
import { createServer, Server } from 'node:http';
import { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

/** The sign-in pages of a user pool, without the pages: every visitor is signed in as the same user. It follows RFC 6749 and RFC 7636. */
export class SignInServer {
  static async listen(issueToken: (lifetime: number) => Promise<string>): Promise<SignInServer> {
    const signIn = new SignInServer(issueToken);
    await new Promise<void>((resolve) => signIn.server.listen(0, '127.0.0.1', resolve));
    return signIn;
  }

  readonly clientId = 'page';
  /** The seconds that the next tokens are valid for, in their order. */
  readonly lifetimes: number[] = [];
  /** The requests of the page, in order. */
  readonly requests: string[] = [];

  private readonly challenges = new Map<string, string>();
  private readonly refreshTokens = new Set<string>();
  private readonly server: Server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url!, this.url);
    void this.answer(pathname, request.method === 'POST' ? text(request).then((body) => new URLSearchParams(body)) : searchParams)
      .then(({ location, json }) => {
        const headers = { 'Access-Control-Allow-Origin': request.headers.origin ?? '*', 'Content-Type': 'application/json' };
        response.writeHead(location ? 302 : json ? 200 : 400, { ...headers, ...location && { location } }).end(JSON.stringify(json ?? {}));
      });
  });

  private constructor(private readonly issueToken: (lifetime: number) => Promise<string>) {}

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  close(): void {
    this.server.closeAllConnections();
    this.server.close();
  }

  private async answer(path: string, given: URLSearchParams | Promise<URLSearchParams>): Promise<{ location?: string; json?: object }> {
    const parameters = await given;
    const value = (name: string) => parameters.get(name) ?? '';
    this.requests.push([path, value('grant_type')].filter(Boolean).join(' '));
    if (value('client_id') !== this.clientId) {
      return {};
    }
    switch (path) {
      case '/oauth2/authorize': {
        const code = randomUUID();
        if (value('response_type') !== 'code' || value('code_challenge_method') !== 'S256') {
          return {};
        }
        this.challenges.set(code, value('code_challenge'));
        return { location: `${value('redirect_uri')}?${new URLSearchParams({ code, state: value('state') })}` };
      }
      case '/logout': return { location: value('logout_uri') };
      case '/oauth2/token': return this.isGranted(value) ? { json: await this.tokens() } : {};
      default: return {};
    }
  }

  private isGranted(value: (name: string) => string): boolean {
    if (value('grant_type') === 'refresh_token') {
      return this.refreshTokens.has(value('refresh_token'));
    }
    const challenge = this.challenges.get(value('code'));
    this.challenges.delete(value('code'));
    return challenge !== undefined && challenge === createHash('sha256').update(value('code_verifier')).digest('base64url');
  }

  private async tokens(): Promise<object> {
    const refreshToken = randomUUID();
    this.refreshTokens.add(refreshToken);
    return { id_token: await this.issueToken(this.lifetimes.shift() ?? 3_600), refresh_token: refreshToken, token_type: 'Bearer' };
  }
}
