import { App, Duration, Fn, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { IAuthorizer } from 'aws-cdk-lib/aws-apigateway';
import { UserPool } from 'aws-cdk-lib/aws-cognito';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { routesOf } from '../../../src/contract/operations';
import { INotesApi, INotesApiRef, NotesApi, NotesApiGrants, NotesApiProps, NotesAuthorization, NotesOperation } from 'cdk-notes-api';

/** The paths that a role may invoke after a grant, without the id of the API. */
function granted(grant: (notes: INotesApi, role: Role) => void): string[] {
  const stack = new Stack(new App(), 'Stack');
  const notes = NotesApi.fromNotesApiAttributes(stack, 'Notes', { restApiId: 'api123', restApiName: 'notes', url: 'https://example.com/' });
  grant(notes, new Role(stack, 'Caller', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') }));
  const [policy] = Object.values(Template.fromStack(stack).findResources('AWS::IAM::Policy'));
  const [{ Action, Effect, Resource }, ...others] = policy.Properties.PolicyDocument.Statement;
  expect({ Action, Effect, others }).toEqual({ Action: 'execute-api:Invoke', Effect: 'Allow', others: [] });
  return [Resource].flat().map((arn) => arn['Fn::Join'][1].filter((part: unknown) => typeof part === 'string').join(''));
}

/** All requests for the notes of a user, with those of a trash, which the imported API may have. */
const everyRouteOf = (userId: string): string[] => routesOf(Object.values(NotesOperation), ['trash']).map(({ method, path }) =>
  `arn::execute-api:::api123/prod/${method}${path.replace('{userId}', () => userId).replace('{id}', '?*')}`);

test('a caller may be granted every operation on the notes of every user', () => {
  expect(granted((notes, role) => notes.grants.invoke(role))).toEqual(everyRouteOf('*'));
});

test('a caller may be granted some operations', () => {
  expect(granted((notes, role) => notes.grants.invoke(role, NotesOperation.GET))).toEqual([
    'arn::execute-api:::api123/prod/GET/notes/*/?*',
    'arn::execute-api:::api123/prod/HEAD/notes/*/?*',
  ]);
});

test('UPDATE includes restoring, because an imported API may have a trash', () => {
  expect(granted((notes, role) => notes.grants.invokeOwn(role, NotesOperation.UPDATE))).toEqual(['PUT/notes/ID/?*', 'PATCH/notes/ID/?*', 'POST/notes/ID/?*/restore']
    .map((path) => `arn::execute-api:::api123/prod/${path.replace('ID', () => '${cognito-identity.amazonaws.com:sub}')}`));
});

test('an operation that is none is refused', () => {
  expect(() => granted((notes, role) => notes.grants.invoke(role, 'PURGE' as NotesOperation))).toThrow('"operations" has "PURGE"');
});

test('a grant on an API of another account and region names them', () => {
  const stack = new Stack(new App(), 'Stack');
  const attributes = {
    restApiId: 'api123',
    restApiName: 'notes',
    url: 'https://example.com/',
    account: '123456789012',
    region: 'eu-west-1',
  };
  const role = new Role(stack, 'Caller', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
  NotesApi.fromNotesApiAttributes(stack, 'Notes', attributes).grants.invoke(role, NotesOperation.GET);
  expect(JSON.stringify(Template.fromStack(stack).toJSON())).toContain(':execute-api:eu-west-1:123456789012:api123/prod/GET/notes/*/?*');
});

test('users of an identity pool may be granted their own notes alone', () => {
  expect(granted((notes, role) => notes.grants.invokeOwn(role))).toEqual(everyRouteOf('${cognito-identity.amazonaws.com:sub}'));
});

test('users of an identity pool may be granted some operations on their own notes', () => {
  expect(granted((notes, role) => notes.grants.invokeOwn(role, NotesOperation.CREATE))).toEqual([
    'arn::execute-api:::api123/prod/POST/notes/${cognito-identity.amazonaws.com:sub}',
  ]);
});

test('a grant on a created API names its id and its stage', () => {
  const stack = new Stack(new App(), 'Stack');
  const notes = new NotesApi(stack, 'Notes');
  notes.grants.invoke(new Role(stack, 'Caller', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') }), NotesOperation.GET);
  Template.fromStack(stack).hasResourceProperties('AWS::IAM::Policy', {
    PolicyDocument: {
      Statement: [{
        Action: 'execute-api:Invoke',
        Effect: 'Allow',
        Resource: ['GET', 'HEAD'].map((method) => ({
          'Fn::Join': ['', [
            'arn:', { Ref: 'AWS::Partition' }, ':execute-api:', { Ref: 'AWS::Region' }, ':', { Ref: 'AWS::AccountId' }, ':',
            stack.resolve(notes.restApiId), '/', stack.resolve(notes.stageName), `/${method}/notes/*/?*`,
          ]],
        })),
      }],
    },
  });
});

describe.each<[string, (notes: NotesApi) => NotesApiGrants]>([
  ['its own grants', (notes) => notes.grants],
  ['grants that are made of it', (notes) => NotesApiGrants.fromNotesApi(notes)],
])('of an API of the same app, by %s', (__, grantsOf) => {
  const grant = (props: (stack: Stack) => NotesApiProps, ...operations: NotesOperation[]) => {
    const stack = new Stack(new App(), 'Stack');
    const notes = new NotesApi(stack, 'Notes', props(stack));
    grantsOf(notes).invoke(new Role(stack, 'Caller', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') }), ...operations);
    const [policy] = Object.values(Template.fromStack(stack).findResources('AWS::IAM::Policy'));
    return policy.Properties.PolicyDocument.Statement[0].Resource;
  };

  test('a grant of everything is of the operations that are offered', () => {
    expect(JSON.stringify(grant(() => ({ operations: [NotesOperation.GET] })))).toMatch(/^\[\{.*\/GET\/notes\/\*\/\?\*.*\/HEAD\/notes\/\*\/\?\*[^/]*$/);
  });

  test('an operation that is not offered is refused', () => {
    expect(() => grant(() => ({ operations: [NotesOperation.GET] }), NotesOperation.DELETE))
      .toThrow('"operations" has "DELETE", which Stack/Notes does not offer: add it to the "operations" of that API, or leave it out of the grant');
  });

  test.each<[string, (stack: Stack) => NotesAuthorization]>([
    ['an open API', () => NotesAuthorization.none()],
    ['users of a pool', (stack) => NotesAuthorization.cognito([new UserPool(stack, 'Users')])],
    ['a Lambda authorizer', () => NotesAuthorization.custom({ authorizerId: 'a' } as IAuthorizer, { userIdContextKey: 'u' })],
  ])('a grant means nothing to %s, so it is refused', (_, authorize) => {
    expect(() => grant((stack) => ({ authorization: authorize(stack) }))).toThrow(
      '"grants" requires signed requests, which Stack/Notes does not use: set its "authorization" to NotesAuthorization.iam(), or leave the grant out',
    );
  });
});

class Reference extends Construct implements INotesApiRef {
  readonly env = { account: '123456789012', region: 'eu-west-1' };
  readonly restApiId = 'api123';
  readonly stageName = 'v1';

  constructor(scope: Construct, readonly mountPath: string) {
    super(scope, 'Notes');
  }

  get grants(): NotesApiGrants {
    return NotesApiGrants.fromNotesApi(this);
  }
}

test('a grant needs no more of an API than what names its routes', () => {
  const stack = new Stack(new App(), 'Stack');
  const role = new Role(stack, 'Caller', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
  new Reference(stack, '/team').grants.invoke(role, NotesOperation.CREATE);
  expect(JSON.stringify(Template.fromStack(stack).toJSON())).toContain(':execute-api:eu-west-1:123456789012:api123/v1/POST/team/notes/*"');
});

test.each(['v1', '/v1/{tenant}', '/v1/*', '', ['/v1'], undefined])('the path %j of a reference is refused in a grant', (mountPath) => {
  const stack = new Stack();
  const role = new Role(stack, 'Caller', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
  expect(() => new Reference(stack, mountPath as string).grants.invoke(role))
    .toThrow(`"mountPath" is ${JSON.stringify(mountPath)}: use a path that begins with a slash, without parameters or wildcards`);
});

test.each(['v1', '/v1/{tenant}', '/v1/*', ''])('the path %j of an imported API is refused', (mountPath) => {
  const attributes = { restApiId: 'api123', restApiName: 'notes', url: 'https://example.com/', mountPath };
  expect(() => NotesApi.fromNotesApiAttributes(new Stack(), 'Notes', attributes))
    .toThrow(`"mountPath" is "${mountPath}": use a path that begins with a slash, without parameters or wildcards`);
});

describe('an attribute that would widen a policy', () => {
  const attributes = { restApiId: 'api123', restApiName: 'notes', url: 'https://example.com/' };
  const given = (more: object) => () => NotesApi.fromNotesApiAttributes(new Stack(), 'Notes', { ...attributes, ...more });

  test.each(['restApiId', 'stageName', 'account', 'region'].flatMap((name) =>
    ['*', 'a*', 'a?c', '${aws:username}', 'a/b', 'a:b', '', 5, null].map((value) => [name, value])))('is refused: %s %j', (name, value) => {
    // The defaults of the others stand for null.
    if (value !== null || name === 'restApiId') {
      expect(given({ [name as string]: value })).toThrow(`"${name}" is ${JSON.stringify(value)}: use the exact value, without wildcards`);
    }
  });

  test.each(['restApiName', 'url'])('so is a missing "%s", which metrics and callers need', (name) => {
    expect(given({ [name]: undefined })).toThrow(`"${name}" is undefined: use`);
  });

  test('is refused in a grant on a reference of one\'s own', () => {
    const stack = new Stack();
    const reference = Object.assign(new Construct(stack, 'Notes'), {
      env: { account: '123456789012', region: 'eu-west-1' }, restApiId: '*', stageName: 'v1', mountPath: '/',
    });
    const role = new Role(stack, 'Caller', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
    expect(() => NotesApiGrants.fromNotesApi(reference).invoke(role)).toThrow('"restApiId" is "*": use the exact value');
  });
});

test('attributes that are only known at deployment are taken', () => {
  const stack = new Stack(new App(), 'Stack');
  const imported = (name: string) => Fn.importValue(name);
  const notes = NotesApi.fromNotesApiAttributes(stack, 'Notes', {
    restApiId: imported('Id'), restApiName: imported('Name'), url: imported('Url'), stageName: imported('Stage'), region: imported('Region'),
  });
  notes.grants.invoke(new Role(stack, 'Caller', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') }));
  Template.fromStack(stack).resourceCountIs('AWS::IAM::Policy', 1);
});

describe('of an API with a trash', () => {
  const statements = (...grants: ((notes: NotesApi, role: Role) => void)[]) => {
    const stack = new Stack(new App(), 'Stack');
    const notes = new NotesApi(stack, 'Notes', { trash: Duration.days(30) });
    const role = new Role(stack, 'Caller', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
    grants.forEach((grant) => grant(notes, role));
    const [policy] = Object.values(Template.fromStack(stack).findResources('AWS::IAM::Policy'));
    return policy.Properties.PolicyDocument.Statement.flatMap(({ Effect, Resource }: any) => [Resource].flat().map((arn: any) =>
      `${Effect} ${arn['Fn::Join'][1].at(-1)}`));
  };
  const every = (...operations: NotesOperation[]) => (notes: NotesApi, role: Role) => { notes.grants.invoke(role, ...operations); };
  const own = (...operations: NotesOperation[]) => (notes: NotesApi, role: Role) => { notes.grants.invokeOwn(role, ...operations); };
  const { CREATE, UPDATE } = NotesOperation;
  const RESTORES = 'Allow /POST/notes/*/?*/restore';
  const DENIED = 'Deny /POST/notes/*/?*';

  test('UPDATE names the route that restores', () => {
    expect(statements(every(UPDATE))).toEqual(['Allow /PUT/notes/*/?*', 'Allow /PATCH/notes/*/?*', RESTORES]);
    expect(statements(own(UPDATE))).toContain('Allow /POST/notes/${cognito-identity.amazonaws.com:sub}/?*/restore');
  });

  test('CREATE alone on every user denies it, because its path would match', () => {
    expect(statements(every(CREATE)).sort()).toEqual(['Allow /POST/notes/*', DENIED]);
  });

  test('CREATE alone on the own notes need not, because its path is exact', () => {
    expect(statements(own(CREATE))).toEqual(['Allow /POST/notes/${cognito-identity.amazonaws.com:sub}']);
  });

  test.each([
    ['before', [own(UPDATE), every(CREATE)]],
    ['after', [every(CREATE), own(UPDATE)]],
  ])('CREATE on every user denies it to who may restore only the own notes, granted %s', (_, grants) => {
    expect(statements(...grants)).toContain(DENIED);
  });

  test.each([
    ['together', [every(CREATE, UPDATE)]],
    ['one after the other', [every(CREATE), every(UPDATE)]],
    ['the other way round', [every(UPDATE), every(CREATE)]],
  ])('CREATE and UPDATE, %s, deny nothing that is a route', (_, grants) => {
    const all = statements(...grants);
    expect(all).toContain(RESTORES);
    expect(all).not.toContain(DENIED);
  });
});
