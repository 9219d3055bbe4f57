import { Keys, sign } from '../sign';

/** The number of users that are created at once. User pools accept 50 new users a second. */
const CONCURRENCY = 5;

/** A password that every policy takes; the pool and its users live for minutes. */
const password = () => `Aa1!${crypto.randomUUID()}`;

/** A user pool in an account. */
export class DeployedUserPool {
  constructor(
    private readonly ids: { readonly userPoolId: string; readonly clientId: string },
    private readonly keys: Keys,
    private readonly region: string,
    private readonly endpoint = `https://cognito-idp.${region}.amazonaws.com`,
  ) {}

  /** The tokens of new users, by their id. */
  async newUsers(count: number): Promise<Map<string, string>> {
    const users = new Map<string, string>();
    let left = count;
    await Promise.all(Array.from({ length: CONCURRENCY }, async () => {
      while (left-- > 0) {
        const [sub, token] = await this.newUser();
        users.set(sub, `Bearer ${token}`);
      }
    }));
    return users;
  }

  private async newUser(): Promise<[sub: string, token: string]> {
    const { userPoolId: UserPoolId, clientId: ClientId } = this.ids;
    const [USERNAME, PASSWORD] = [crypto.randomUUID(), password()];
    const { User } = await this.request('AdminCreateUser', { UserPoolId, Username: USERNAME, MessageAction: 'SUPPRESS' });
    await this.request('AdminSetUserPassword', { UserPoolId, Username: USERNAME, Password: PASSWORD, Permanent: true });
    const { AuthenticationResult } = await this.request('AdminInitiateAuth', {
      UserPoolId, ClientId, AuthFlow: 'ADMIN_USER_PASSWORD_AUTH', AuthParameters: { USERNAME, PASSWORD },
    });
    const { Value: sub } = User.Attributes.find(({ Name }: { Name: string }) => Name === 'sub');
    return [sub, AuthenticationResult.IdToken];
  }

  private async request(operation: string, parameters: object) {
    const body = JSON.stringify(parameters);
    const headers = { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': `AWSCognitoIdentityProviderService.${operation}` };
    const signed = await sign(
      { url: this.endpoint, method: 'POST', path: '/', headers, body }, this.keys, { region: this.region, service: 'cognito-idp' },
    );
    const response = await fetch(this.endpoint, { method: 'POST', headers: signed, body });
    const answer: any = await response.json();
    if (!response.ok) {
      throw new Error(`Cognito answers ${response.status} to ${operation}: ${answer.message}`);
    }
    return answer;
  }
}
