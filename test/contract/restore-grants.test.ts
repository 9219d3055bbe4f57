import { Duration, Stack } from 'aws-cdk-lib';
import { Role, ServicePrincipal, WebIdentityPrincipal } from 'aws-cdk-lib/aws-iam';
import { REGION } from './local-api';
import { describeLocal, started, targets } from './target';
import { NotesOperation } from '../../src/contract/operations';
import { sign } from '../sign';
import { NotesApi } from 'cdk-notes-api';

const { CREATE, UPDATE } = NotesOperation;
const OWN = 'OWN';
const ID = `${REGION}:11111111-2222-4333-8444-555555555555`;

const ROLES: Readonly<Record<string, NotesOperation[]>> = { CREATE: [CREATE], UPDATE: [UPDATE], BOTH: [CREATE, UPDATE], [OWN]: [CREATE] };

function addRoles(notes: NotesApi): void {
  for (const [roleName, granted] of Object.entries(ROLES)) {
    const assumedBy = roleName === OWN ? new WebIdentityPrincipal('cognito-identity.amazonaws.com') : new ServicePrincipal('ec2.amazonaws.com');
    const role = new Role(Stack.of(notes), roleName, { roleName, assumedBy });
    notes.grants.invoke(role, ...granted);
    if (roleName === OWN) {
      notes.grants.invokeOwn(role, UPDATE);
    }
  }
}

// The engine does not matter: API Gateway decides about the requests before.
describeLocal.each(targets.slice(0, 1))('grants of an API with a trash, on %s', (_target, start) => {
  const api = started(start, { trash: Duration.days(30) }, addRoles);
  const send = async (role: string, path: string, body?: string) => {
    const identityId = role === OWN ? ID : undefined;
    const headers = await sign({ url: api.url, method: 'POST', path, body }, api.issueCredentials({ role, identityId }), { region: REGION });
    return (await api.call('POST', path, { body, headers })).status;
  };

  test.each([
    ['CREATE', 'anybody', 403], ['UPDATE', 'anybody', 404], ['BOTH', 'anybody', 404],
    // Permission to restore one's own notes does not extend to the notes of others.
    [OWN, 'anybody', 403], [OWN, ID, 403],
  ])('of the role %s: to restore a note of %s is answered %i', async (role, user, status) => {
    expect(await send(role, `/notes/${user}/note/restore`)).toBe(status);
  });

  test.each([['CREATE', 200], ['UPDATE', 403], ['BOTH', 200], [OWN, 200]])('of the role %s: to create a note is answered %i', async (role, status) => {
    expect(await send(role, '/notes/anybody', '{"content":"Buy milk"}')).toBe(status);
  });
});
