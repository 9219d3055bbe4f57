import { App, Duration, Stack } from 'aws-cdk-lib';
import { TokenAuthorizer } from 'aws-cdk-lib/aws-apigateway';
import { UserPool } from 'aws-cdk-lib/aws-cognito';
import { Vpc } from 'aws-cdk-lib/aws-ec2';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Code, Function, Runtime } from 'aws-cdk-lib/aws-lambda';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import fc from 'fast-check';
import { PropName } from '../../consumer/app/lib/random/described';
import { NotesApi, NotesAuthorization } from 'cdk-notes-api';

/** Values of all kinds, by the text that a counterexample shows. */
const VALUES = {
  'null': () => null,
  'true': () => true,
  'yes': () => 'yes',
  '': () => '',
  'NaN': () => NaN,
  '-1': () => -1,
  '1.5': () => 1.5,
  '42': () => 42,
  '42n': () => 42n,
  '{}': () => ({}),
  '[]': () => [],
  '[null]': () => [null],
  '[{}]': () => [{}],
  'a symbol': () => Symbol('other'),
  'a function': () => () => 42,
  'a Duration': () => Duration.days(300),
  'a circular object': () => {
    const circle: Record<string, unknown> = {};
    return Object.assign(circle, { circle });
  },
  'another construct': (stack) => new Bucket(stack, 'Bucket'),
} satisfies Record<string, (stack: Stack) => unknown>;

type ValueName = keyof typeof VALUES;

const OBJECTS: readonly ValueName[] = ['{}', 'a circular object', 'another construct', 'a Duration'];
const TEXTS: readonly ValueName[] = ['yes'];

/** The values that a prop accepts: all others are invalid. */
const TAKEN: Readonly<Record<PropName, readonly ValueName[]>> = {
  accessLogs: ['true'],
  apiKeyRequired: ['true'],
  authorization: [],
  changes: ['true'],
  corsHeaders: [],
  corsOrigins: [],
  encryptionKey: [],
  functionOptions: OBJECTS,
  functionOptionsByOperation: ['{}', 'another construct', 'a Duration'],
  gatewayResponses: ['true'],
  monitoring: OBJECTS,
  mountOn: [],
  operations: [],
  removalPolicy: [],
  replicaKeyArns: [...OBJECTS, '[]'],
  replicaRegions: ['[]'],
  requireIfMatch: ['true'],
  securityGroups: [],
  table: [],
  throttle: OBJECTS,
  timeBudget: OBJECTS,
  tracing: ['true'],
  trash: ['a Duration'],
  vpc: [],
  vpcSubnets: OBJECTS,
  webAclArn: [],
};

type Make = (value: unknown, stack: Stack) => object;

interface Place {
  /** The name in an error. */
  readonly name: string;
  readonly taken: readonly ValueName[];
  readonly props: Make;
}

/** The other props that it requires. */
const BESIDE: Partial<Record<PropName, (stack: Stack) => object>> = {
  corsHeaders: () => ({ corsOrigins: ['*'] }),
  securityGroups: (stack) => ({ vpc: vpc(stack) }),
  vpcSubnets: (stack) => ({ vpc: vpc(stack) }),
};

const PROPS: readonly Place[] = Object.entries(TAKEN).map(([name, taken]) =>
  ({ name, taken, props: (value, stack) => ({ ...BESIDE[name as PropName]?.(stack), [name]: value }) }));

const within = (name: string, taken: readonly ValueName[], props: Make): Place => ({ name, taken, props });

const functionOptions = (name: string, props: (options: object) => object): Place[] => [
  within(`${name}.memorySize`, [], (memorySize) => props({ memorySize })),
  within(`${name}.timeout`, [], (timeout) => props({ timeout })),
  within(`${name}.reservedConcurrentExecutions`, ['42'], (reservedConcurrentExecutions) => props({ reservedConcurrentExecutions })),
  within(`${name}.architecture`, [], (architecture) => props({ architecture })),
  within(`${name}.environment`, ['{}', 'another construct', 'a Duration', 'a circular object'], (environment) => props({ environment })),
  within(`${name}.environment.NAME`, [...TEXTS, ''], (NAME) => props({ environment: { NAME } })),
];

/** The members of props, the props themselves, and the arguments of authorizations. */
const MEMBERS: readonly Place[] = [
  within('props', OBJECTS, (props) => props as object),
  within('options', OBJECTS, (options, stack) => ({
    authorization: NotesAuthorization.cognito([userPool(stack)], options as never),
  })),
  within('options', OBJECTS, (options, stack) => ({
    authorization: NotesAuthorization.custom(authorizer(stack), options as never),
  })),
  ...(['corsOrigins', 'operations', 'replicaRegions'] as const).map((name) => within(name, [], (value) => ({ [name]: [value] }))),
  within('corsHeaders', TEXTS, (header) => ({ corsOrigins: ['*'], corsHeaders: [header] })),
  within('securityGroups', [], (value, stack) => ({ vpc: vpc(stack), securityGroups: [value] })),
  within('replicaKeyArns.eu-central-1', [], (value, stack) => ({
    encryptionKey: new Key(stack, 'Key'), replicaRegions: ['eu-central-1'], replicaKeyArns: { 'eu-central-1': value },
  })),
  within('throttle.rateLimit', ['1.5', '42'], (rateLimit) => ({ throttle: { rateLimit } })),
  within('throttle.burstLimit', ['42'], (burstLimit) => ({ throttle: { burstLimit } })),
  ...['connectTimeout', 'requestTimeout', 'allAttempts', 'firstBackOff'].map((name) =>
    within(`timeBudget.${name}`, [], (value) => ({ timeBudget: { [name]: value } })),
  ),
  within('timeBudget.maxAttempts', ['42'], (maxAttempts) => ({ timeBudget: { maxAttempts } })),
  ...functionOptions('functionOptions', (options) => ({ functionOptions: options })),
  ...functionOptions('functionOptionsByOperation.GET', (options) => ({ functionOptionsByOperation: { GET: options } })),
  within('functionOptionsByOperation.GET', OBJECTS, (GET) => ({ functionOptionsByOperation: { GET } })),
  within('monitoring.topics', ['[]'], (topics) => ({ monitoring: { topics } })),
  within('monitoring.topics', [], (topic) => ({ monitoring: { topics: [topic] } })),
  within('monitoring.dashboard', ['true'], (dashboard) => ({ monitoring: { dashboard } })),
  within('monitoring.serverErrorPercentage', ['1.5', '42'], (serverErrorPercentage) => ({ monitoring: { serverErrorPercentage } })),
  within('monitoring.latency', ['a Duration'], (latency) => ({ monitoring: { latency } })),
  within('userPools', [], (pools) => ({ authorization: NotesAuthorization.cognito(pools as never) })),
  within('userPools', [], (pool) => ({ authorization: NotesAuthorization.cognito([pool] as never) })),
  within('scopes', [], (scopes, stack) => ({ authorization: NotesAuthorization.cognito([userPool(stack)], { scopes: scopes as never }) })),
  within('scopes', TEXTS, (scope, stack) => ({
    authorization: NotesAuthorization.cognito([userPool(stack)], { scopes: [scope] as never }),
  })),
  within('userIdClaim', TEXTS, (userIdClaim, stack) => ({
    authorization: NotesAuthorization.cognito([userPool(stack)], { userIdClaim: userIdClaim as never }),
  })),
  within('authorizer', [], (authorizer) => ({
    authorization: NotesAuthorization.custom(authorizer as never, { userIdContextKey: 'user' }),
  })),
  within('userIdContextKey', TEXTS, (userIdContextKey, stack) => ({
    authorization: NotesAuthorization.custom(authorizer(stack), { userIdContextKey: userIdContextKey as never }),
  })),
  within('requestHeaders', [], (requestHeaders, stack) => ({
    authorization: NotesAuthorization.custom(authorizer(stack), { userIdContextKey: 'user', requestHeaders: requestHeaders as never }),
  })),
  within('requestHeaders', TEXTS, (requestHeader, stack) => ({
    authorization: NotesAuthorization.custom(authorizer(stack), { userIdContextKey: 'user', requestHeaders: [requestHeader] as never }),
  })),
  within('challenge', TEXTS, (challenge, stack) => ({
    authorization: NotesAuthorization.custom(authorizer(stack), { userIdContextKey: 'user', challenge: challenge as never }),
  })),
];

export interface Wrong {
  readonly name: string;
  readonly value: string;
}

/** Every invalid value in every place, and the error of the construct. */
export const WRONG_VALUES: readonly (Wrong & { readonly attempt: () => void })[] = [...PROPS, ...MEMBERS].flatMap(
  ({ name, taken, props }) =>
    Object.entries(VALUES)
      .filter(([value]) => !taken.includes(value as ValueName))
      .map(([value, make]) => ({
        name,
        value,
        attempt: () => {
          const stack = new Stack(new App(), 'Stack', { env: { region: 'eu-west-1' } });
          new NotesApi(stack, 'Notes', props(make(stack), stack));
        },
      })),
);

const vpc = (stack: Stack) =>
  Vpc.fromVpcAttributes(stack, 'Vpc', { vpcId: 'vpc-1', availabilityZones: ['a'], isolatedSubnetIds: ['subnet-1'] });

const userPool = (stack: Stack) => new UserPool(stack, 'Users');

const authorizer = (stack: Stack) => new TokenAuthorizer(stack, 'Token', {
  handler: new Function(stack, 'Authorize', { runtime: Runtime.NODEJS_24_X, handler: 'index.handler', code: Code.fromInline('-') }),
});

/** Numbers out of range, by the member that refuses them. */
export const WRONG_NUMBERS: readonly (readonly [name: string, numbers: fc.Arbitrary<number>, props: (value: number) => object])[] = [
  [
    'throttle.rateLimit',
    fc.oneof(fc.double({ max: 0 }), fc.constantFrom(Infinity, -Infinity)),
    (rateLimit) => ({ throttle: { rateLimit } }),
  ],
  ['throttle.burstLimit', fc.oneof(fc.integer({ max: 0 }), broken()), (burstLimit) => ({ throttle: { burstLimit } })],
  [
    'functionOptions.memorySize',
    fc.oneof(fc.integer({ max: 127 }), fc.integer({ min: 10_241 }), broken()),
    (memorySize) => ({ functionOptions: { memorySize } }),
  ],
  [
    'functionOptions.reservedConcurrentExecutions',
    fc.oneof(fc.integer({ max: -1 }), broken()),
    (reservedConcurrentExecutions) => ({ functionOptions: { reservedConcurrentExecutions } }),
  ],
  [
    'functionOptions.timeout',
    fc.oneof(fc.integer({ min: 29, max: 100_000 }), fc.integer({ min: 0, max: 2 }), broken().map(Math.abs)),
    (seconds) => ({ functionOptions: { timeout: Duration.seconds(seconds) } }),
  ],
  ['timeBudget.maxAttempts', fc.oneof(fc.integer({ max: 0 }), broken()), (maxAttempts) => ({ timeBudget: { maxAttempts } })],
  [
    'timeBudget.connectTimeout',
    fc.oneof(fc.constant(0), fc.integer({ min: 600, max: 1e9 })),
    (millis) => ({ timeBudget: { connectTimeout: Duration.millis(millis) } }),
  ],
  ['timeBudget.requestTimeout', fc.integer({ min: 2_000, max: 1e9 }), (millis) => ({ timeBudget: { requestTimeout: Duration.millis(millis) } })],
  [
    'timeBudget.allAttempts',
    fc.oneof(fc.integer({ min: 0, max: 600 }), fc.integer({ min: 9_500, max: 1e9 })),
    (allAttempts) => ({ timeBudget: { allAttempts: Duration.millis(allAttempts) } }),
  ],
  [
    'timeBudget.firstBackOff',
    fc.integer({ min: 2_000, max: 1e9 }),
    (firstBackOff) => ({ timeBudget: { firstBackOff: Duration.millis(firstBackOff) } }),
  ],
  [
    'monitoring.serverErrorPercentage',
    fc.oneof(fc.double({ max: -Number.MIN_VALUE }), fc.double({ min: 100 })),
    (serverErrorPercentage) => ({ monitoring: { serverErrorPercentage } }),
  ],
  [
    'trash',
    fc.oneof(
      fc.integer({ min: 0, max: 86_399 }),
      fc.integer({ min: 31_536_001, max: 1e9 }),
      fc.integer({ min: 86_400, max: 1_000_000 }).map((whole) => whole + 0.5),
    ),
    (seconds) => ({ trash: Duration.millis(seconds * 1000) }),
  ],
  ['monitoring.latency', fc.constant(0), (latency) => ({ monitoring: { latency: Duration.millis(latency) } })],
];

/** Between whole numbers. */
function broken(): fc.Arbitrary<number> {
  return fc.integer({ min: -1e6, max: 1e6 }).map((whole) => whole + 0.5);
}
