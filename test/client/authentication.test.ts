import { Stack } from 'aws-cdk-lib';
import { UserPool } from 'aws-cdk-lib/aws-cognito';
import { Role, WebIdentityPrincipal } from 'aws-cdk-lib/aws-iam';
import { ClientsApi, startedForClients } from './api';
import { failing } from './failing';
import { NotesClientOptions, ProblemError } from '../../client/index';
import { sign } from '../sign';
import { NotesApi, NotesAuthorization } from 'cdk-notes-api';

const USER = 'alice';

describe('with a user pool', () => {
  const started = startedForClients((stack) => ({ authorization: NotesAuthorization.cognito([new UserPool(stack, 'Users')]) }));
  const tokenOf = async (sub: string, expiresIn?: number) => started.api.running.issueToken({ sub, expiresIn });
  const clientWith = (token: NotesClientOptions['token']) => started.newClient({ userId: USER, token });

  test('the token is asked for before each request', async () => {
    const asked: boolean[] = [];
    const notes = clientWith(async ({ isRefused }) => {
      asked.push(isRefused);
      return tokenOf(USER);
    });
    const { id } = await notes.create({ content: 'a' });
    expect(await notes.get(id)).toMatchObject({ content: 'a' });
    expect(asked).toEqual([false, false]);
  });

  test('the token is asked for once more after it is refused', async () => {
    const asked: boolean[] = [];
    const notes = clientWith(async ({ isRefused }) => {
      asked.push(isRefused);
      return tokenOf(USER, isRefused ? undefined : -1);
    });
    expect(await notes.create({ content: 'a' })).toMatchObject({ content: 'a' });
    expect(asked).toEqual([false, true]);
  });

  test('a token that was renewed is not renewed again when the next attempt fails for another reason', async () => {
    const asked: boolean[] = [];
    started.network.meet('unauthenticated', 'unavailable');
    const notes = clientWith(async ({ isRefused }) => {
      asked.push(isRefused);
      return tokenOf(USER);
    });
    await notes.page();
    expect(asked).toEqual([false, true, false]);
  });

  test('a token that is refused twice ends the call', async () => {
    const notes = clientWith(async () => tokenOf(USER, -1));
    expect(await failing(ProblemError, notes.create({ content: 'a' }))).toMatchObject({ code: 'unauthenticated', status: 401, isOutcomeUnknown: false });
    expect(started.network.sent).toHaveLength(2);
  });

  test('a token of somebody else is forbidden', async () => {
    const notes = clientWith(async () => tokenOf('bob'));
    expect(await failing(ProblemError, notes.page())).toMatchObject({ code: 'forbidden', status: 403 });
  });

  test('a token that cannot be had ends the call with its own error, before a request', async () => {
    const reason = new Error('signed out');
    await expect(clientWith(async () => { throw reason; }).page()).rejects.toBe(reason);
    expect(started.network.sent).toEqual([]);
  });

  test('without a token, a 401 ends the call', async () => {
    expect((await failing(ProblemError, started.newClient().page())).code).toBe('unauthenticated');
    expect(started.network.sent).toHaveLength(1);
  });
});

describe('with IAM', () => {
  const IDENTITY = 'us-east-1:11111111-2222-4333-8444-555555555555';
  const addRole = (notes: NotesApi) => notes.grants.invokeOwn(
    new Role(Stack.of(notes), 'Own', { roleName: 'Own', assumedBy: new WebIdentityPrincipal('cognito-identity.amazonaws.com') }),
  );
  const started: ClientsApi = startedForClients({}, addRole);
  const signed = (userId: string, options?: Partial<NotesClientOptions>) => started.newClient({
    // Past the network: the host is signed.
    url: started.api.address.url,
    userId,
    sign: async ({ url, ...request }) => {
      const { pathname, search } = new URL(url);
      return sign({ ...request, url, path: pathname + search }, started.api.running.issueCredentials({ role: 'Own', identityId: IDENTITY }));
    },
    ...options,
  });

  test('requests are signed, with their queries, headers and bodies', async () => {
    const notes = signed(IDENTITY);
    const created = await notes.create({ content: 'Buy milk', tags: ['a b/ü'] });
    const updated = await notes.update(created, { title: 'Errands' });
    expect(await notes.page({ tag: 'a b/ü', limit: 1 })).toMatchObject({ notes: [updated] });
    await notes.remove(updated);
    expect((await failing(ProblemError, notes.get(created.id))).code).toBe('note-not-found');
    expect((await failing(ProblemError, notes.get('a b/ü!*\'()'))).code).toBe('note-not-found');
  });

  test('the notes of somebody else are forbidden', async () => {
    expect(await failing(ProblemError, signed(`${IDENTITY}1`).page())).toMatchObject({ code: 'forbidden' });
  });

  test('a request without a signature is refused', async () => {
    expect(await failing(ProblemError, signed(IDENTITY, { sign: undefined }).page())).toMatchObject({ code: 'missing-authentication-token' });
  });

  test('further headers, such as an API key, are sent and signed', async () => {
    const sent: Record<string, string>[] = [];
    const notes = signed(IDENTITY, {
      headers: { 'X-Api-Key': 'key' },
      fetch: async (url, init) => {
        sent.push(init.headers as Record<string, string>);
        return fetch(url, init);
      },
    });
    await notes.page();
    expect(sent).toEqual([expect.objectContaining({ 'X-Api-Key': 'key', 'authorization': expect.stringContaining('x-api-key') })]);
  });
});
