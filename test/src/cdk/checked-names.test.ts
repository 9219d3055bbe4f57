import { Duration, Stack } from 'aws-cdk-lib';
import { IAuthorizer } from 'aws-cdk-lib/aws-apigateway';
import { UserPool } from 'aws-cdk-lib/aws-cognito';
import fc from 'fast-check';
import { checkNames } from '../../../src/cdk/checked-names';
import { PropName } from '../../consumer/app/lib/random/described';
import { tries } from '../props/support';
import { synth } from '../synth';
import { NotesApi, NotesAuthorization } from 'cdk-notes-api';

const authorizer = { authorizerId: 'a' } as IAuthorizer;
const attributes = { restApiId: 'api123', restApiName: 'notes', url: 'https://example.com/' };

test.each<[string, string, () => void]>([
  ['corsOrigin', 'corsOrigins', () => synth({ corsOrigin: ['*'] } as never)],
  ['authorisation', 'authorization', () => synth({ authorisation: NotesAuthorization.none() } as never)],
  ['monitorng', 'monitoring', () => synth({ monitorng: {} } as never)],
  ['corsorigins', 'corsOrigins', () => synth({ corsorigins: ['*'] } as never)],
  ['tabel', 'table', () => synth({ tabel: {} } as never)],
  ['VPC', 'vpc', () => synth({ VPC: {} } as never)],
  ['throttle.rateLimits', 'throttle.rateLimit', () => synth({ throttle: { rateLimits: 5 } } as never)],
  ['timeBudget.allAttemps', 'timeBudget.allAttempts', () => synth({ timeBudget: { allAttemps: Duration.seconds(1) } } as never)],
  ['functionOptions.memorysize', 'functionOptions.memorySize', () => synth({ functionOptions: { memorysize: 512 } } as never)],
  [
    'functionOptionsByOperation.GET.timeOut',
    'functionOptionsByOperation.GET.timeout',
    () => synth({ functionOptionsByOperation: { GET: { timeOut: Duration.seconds(5) } } } as never),
  ],
  ['monitoring.topic', 'monitoring.topics', () => synth({ monitoring: { topic: [] } } as never)],
  ['scope', 'scopes', () => NotesAuthorization.cognito([new UserPool(new Stack(), 'Users')], { scope: ['notes'] } as never)],
  [
    'userIdClaims',
    'userIdClaim',
    () => NotesAuthorization.cognito([new UserPool(new Stack(), 'Users')], { userIdClaims: 'sub' } as never),
  ],
  ['userIdContextkey', 'userIdContextKey', () => NotesAuthorization.custom(authorizer, { userIdContextkey: 'u' } as never)],
  ['stagename', 'stageName', () => NotesApi.fromNotesApiAttributes(new Stack(), 'Notes', { ...attributes, stagename: 'v1' } as never)],
])('"%s" is refused, and "%s" named', (name, meant, attempt) => {
  expect(attempt).toThrow(`"${name}" is unknown: use "${meant}", or a less similar name for a value of your own`);
});

test.each([
  'api', 'alarms', 'bucket', 'certificate', 'cors', 'description', 'domainName', 'encryption', 'env', 'functionName', 'handler', 'hostedZone',
  'id', 'logRetention', 'memory', 'name', 'origin', 'path', 'pool', 'region', 'retention', 'stage', 'stackName', 'tableName', 'tags', 'team',
  'title', 'topics', 'type', 'url', 'userPool', 'users', 'vpcId', 'vpcs', 'webAcl', 'zone',
])('a prop of a subclass\'s own, "%s", is left alone', (name) => {
  expect(() => synth({ [name]: 'own' } as never)).not.toThrow();
});

test('an undefined value is left alone', () => {
  expect(() => synth({ corsOrigin: undefined } as never)).not.toThrow();
});

const NAMES = ['accessLogs', 'corsOrigins', 'mountOn', 'operations', 'securityGroups', 'throttle', 'tracing'] as const satisfies PropName[];

test('a known name with one letter too many, too few, exchanged or wrong is refused', () => {
  const misspelled = fc.constantFrom(...NAMES).chain((name) => fc.tuple(fc.constant(name), fc.nat(name.length - 2), fc.constantFrom('x', 'Q'), fc.nat(3)))
    .map(([name, at, letter, kind]): [string, string] => {
      const [before, here, next, after] = [name.slice(0, at), name[at], name[at + 1], name.slice(at + 2)];
      return [name, [`${before}${letter}${here}${next}${after}`, `${before}${next}${after}`, `${before}${next}${here}${after}`,
        `${before}${letter}${next}${after}`][kind]];
    })
    .filter(([name, other]) => name !== other);
  fc.assert(fc.property(misspelled, ([name, other]) => {
    expect(() => checkNames('', { [other]: 1 }, { [name]: true })).toThrow(`"${other}" is unknown: use "${name}"`);
  }), tries(300));
});
