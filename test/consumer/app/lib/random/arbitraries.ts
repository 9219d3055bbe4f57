import { RemovalPolicy } from 'aws-cdk-lib';
import { NotesOperation } from 'cdk-notes-api';
import fc from 'fast-check';
import { consistent } from './consistent';
import {
  Described, DescribedAuthorization, DescribedFunctionOptions, DescribedProps, DescribedStack, DescribedTimeBudget, IDS, Place, PropName,
  Source,
} from './described';

const ACCOUNT = '111122223333';

const OPERATIONS = Object.values(NotesOperation);

const PLACES: readonly Place[] = [
  { partition: 'aws', otherRegions: ['eu-central-1'] },
  { partition: 'aws', account: ACCOUNT, otherRegions: ['eu-central-1'] },
  { partition: 'aws', region: 'eu-west-1', otherRegions: ['eu-central-1', 'us-east-1'] },
  { partition: 'aws', region: 'us-east-1', account: ACCOUNT, otherRegions: ['us-west-2', 'ap-southeast-3'] },
  { partition: 'aws-cn', region: 'cn-north-1', account: ACCOUNT, otherRegions: ['cn-northwest-1'] },
  { partition: 'aws-us-gov', region: 'us-gov-west-1', otherRegions: ['us-gov-east-1'] },
];

/** Stacks with one or two notes APIs, each with any valid combination of props. */
export const stacks: fc.Arbitrary<DescribedStack> = fc.constantFrom(...PLACES).chain((place) => fc.record({
  place: fc.constant(place),
  flags: fc.boolean(),
  notes: fc.array(props(place), { minLength: 1, maxLength: IDS.length }),
}));

/** Each prop with a probability of one half, except those that few other props leave room for. */
function props(place: Place): fc.Arbitrary<DescribedProps> {
  const choices = Object.fromEntries(
    Object.entries(PROPS).map(([prop, arbitrary]) => [
      prop,
      fc.option(arbitrary(place) as fc.Arbitrary<unknown>, { freq: prop === 'replicaKeyArns' ? 10 : 2, nil: undefined }),
    ]),
  );
  return fc
    .record(choices)
    .map((chosen) => consistent(Object.fromEntries(Object.entries(chosen).filter(([, value]) => value !== undefined)), place));
}

/** A record with some of these members. */
const some = <Values extends object>(values: { [Name in keyof Values]-?: fc.Arbitrary<NonNullable<Values[Name]>> }): fc.Arbitrary<Values> =>
  fc.record(values, { requiredKeys: [] }) as unknown as fc.Arbitrary<Values>;

const source = fc.constantFrom<Source>('own', 'imported');
const word = fc.stringMatching(/^[a-z][a-z0-9]{0,9}$/);
const header = fc.stringMatching(/^[A-Z][a-z]{1,8}(-[A-Z][a-z]{1,8})?$/);

const origin = fc.oneof(
  word.map((name) => `https://${name}.example.com`),
  fc.integer({ min: 1024, max: 65_535 }).map((port) => `http://localhost:${port}`),
  word.map((name) => `chrome-extension://${name}`),
);

const cognito: fc.Arbitrary<DescribedAuthorization> = fc.record({
  kind: fc.constant('cognito' as const),
  userPools: fc.array(source, { minLength: 1, maxLength: 2 }),
  scopes: fc.array(word.map((name) => `notes/${name}`), { minLength: 1, maxLength: 3 }),
  userIdClaim: fc.constantFrom('sub', 'username', 'custom:tenant', 'cognito:username'),
}, { requiredKeys: ['kind', 'userPools'] })
  // Across several pools, only one claim identifies users.
  .map((described) => described.userPools.length > 1 && described.userIdClaim ? { ...described, userIdClaim: 'sub' } : described);

const custom: fc.Arbitrary<DescribedAuthorization> = fc.record({
  kind: fc.constant('custom' as const),
  authorizer: fc.constantFrom('token', 'request', 'imported'),
  userIdContextKey: fc.oneof(word, fc.constant('principalId')),
  requestHeaders: fc.array(header, { minLength: 1, maxLength: 3 }),
  challenge: fc.oneof(fc.constantFrom('Bearer', 'Basic realm="notes"'), word),
}, { requiredKeys: ['kind', 'authorizer', 'userIdContextKey'] });

/** There are no user pools in China. */
const authorization = ({ partition }: Place): fc.Arbitrary<DescribedAuthorization> =>
  fc.oneof(
    fc.constant({ kind: 'iam' } as const),
    fc.constant({ kind: 'none' } as const),
    custom,
    ...(partition === 'aws-cn' ? [] : [cognito]),
  );

const functionOptions = some<DescribedFunctionOptions>({
  memorySize: fc.integer({ min: 128, max: 10_240 }),
  timeoutSeconds: fc.integer({ min: 1, max: 28 }),
  reservedConcurrentExecutions: fc.integer({ min: 0, max: 1000 }),
  architecture: fc.constantFrom('arm64', 'x86_64'),
  environment: fc.dictionary(
    fc.stringMatching(/^[A-Z][A-Z0-9_]{1,10}$/).map((name) => `MY_${name}`),
    fc.string({ maxLength: 20 }),
    { maxKeys: 3 },
  ),
});

const millis = (min: number, max: number) => fc.integer({ min, max });

const timeBudget = some<DescribedTimeBudget>({
  connectTimeout: millis(1, 2_000),
  requestTimeout: millis(2, 5_000),
  allAttempts: millis(3, 27_000),
  firstBackOff: millis(0, 2_000),
  maxAttempts: fc.integer({ min: 1, max: 10 }),
}).filter(({ connectTimeout = 300, requestTimeout = 600, allAttempts = 2_000, firstBackOff = 50 }) =>
  connectTimeout < requestTimeout && requestTimeout < allAttempts && firstBackOff < allAttempts);

const keyArn = ({ partition }: Place, region: string): string => `arn:${partition}:kms:${region}:${ACCOUNT}:key/${region}-key`;

/** The compiler requires a new prop to be given here. */
const PROPS: { readonly [Prop in PropName]: (place: Place) => fc.Arbitrary<Described[Prop]> } = {
  accessLogs: () => fc.boolean(),
  apiKeyRequired: () => fc.boolean(),
  authorization,
  changes: () => fc.boolean(),
  corsHeaders: () => fc.array(fc.oneof(fc.constantFrom('traceparent', 'Content-Type'), header.map((name) => `X-${name}`)), { minLength: 1, maxLength: 3 }),
  corsOrigins: () =>
    fc.oneof({ weight: 1, arbitrary: fc.constant(['*']) }, { weight: 3, arbitrary: fc.array(origin, { minLength: 1, maxLength: 3 }) }),
  encryptionKey: () => source,
  functionOptions: () => functionOptions,
  functionOptionsByOperation: () => fc.dictionary(fc.constantFrom(...OPERATIONS), functionOptions),
  gatewayResponses: () => fc.boolean(),
  monitoring: () => some({
    topics: fc.array(source, { maxLength: 2 }),
    dashboard: fc.boolean(),
    serverErrorPercentage: fc.integer({ min: 0, max: 99 }),
    latencyMillis: millis(1, 29_000),
  }),
  mountOn: () => fc.record({
    api: fc.constantFrom('deploys itself', 'deployed by hand', 'imported'),
    path: fc.constantFrom('/', '/v1', '/v1/internal'),
  }),
  operations: () => fc.array(fc.constantFrom(...OPERATIONS), { minLength: 1, maxLength: OPERATIONS.length + 1 }),
  removalPolicy: () => fc.constantFrom(RemovalPolicy.RETAIN, RemovalPolicy.DESTROY, RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE),
  replicaKeyArns: (place) => fc.constant(Object.fromEntries(place.otherRegions.map((region) => [region, keyArn(place, region)]))),
  replicaRegions: ({ otherRegions }) => fc.uniqueArray(fc.constantFrom(...otherRegions), { minLength: 1 }),
  requireIfMatch: () => fc.boolean(),
  securityGroups: () => fc.array(source, { minLength: 1, maxLength: 2 }),
  table: () => fc.constantFrom('Table', 'TableV2', 'Table with a key', 'by name', 'by ARN', 'by ARN with a key'),
  throttle: () => some({ rateLimit: fc.double({ min: 0.1, max: 1e6, noNaN: true }), burstLimit: fc.integer({ min: 1, max: 1_000_000 }) }),
  timeBudget: () => timeBudget,
  tracing: () => fc.boolean(),
  trash: () => fc.integer({ min: 1, max: 365 }),
  vpc: () => source,
  vpcSubnets: () => fc.constantFrom('by type', 'by name', 'by list'),
  webAclArn: () => source,
};

export const ALL_PROPS = Object.keys(PROPS) as PropName[];
