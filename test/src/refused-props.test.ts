import fc from 'fast-check';
import { WRONG_NUMBERS, WRONG_VALUES } from './props/refused';
import { synth, tries } from './props/support';
import { synth as synthProps } from './synth';
import { NotesApiProps } from '../../src/notes-api-props';
import { stacks } from '../consumer/app/lib/random/arbitraries';
import { RULED_OUT, without } from '../consumer/app/lib/random/consistent';
import { DescribedProps, Place, PropName } from '../consumer/app/lib/random/described';
import { NotesOperation } from 'cdk-notes-api';

/** The message of an attempt: an error of the construct, not one of JavaScript or the CDK. */
function said(attempt: () => void): string {
  try {
    attempt();
  } catch (error) {
    const { constructor, message } = error as Error;
    return constructor === Error ? message : `${constructor.name}: ${message}`;
  }
  return 'nothing';
}

/** Checks that an error begins with the name, or that of a part of it, and the value. */
const names = (message: string, name: string): boolean =>
  new RegExp(`^"${name.replaceAll('.', '\\.')}(\\.[\\w-]+)*" (is|has) `).test(message);

test('whatever is of another kind is refused with the name of the prop, wherever it is', () => {
  const silent = WRONG_VALUES.map(({ name, value, attempt }) => ({ name, value, message: said(attempt) }))
    .filter(({ name, message }) => !names(message, name));
  expect(silent).toEqual([]);
  expect(WRONG_VALUES.length).toBeGreaterThan(1000);
});

test.each(WRONG_NUMBERS)('a number out of the range of "%s" is refused with its name', (name, numbers, propsOf) => {
  fc.assert(fc.property(numbers, (value) => {
    const message = said(() => synthProps(propsOf(value) as NotesApiProps));
    expect(message).toContain(`"${name}"`);
    expect(message).toMatch(/^"[\w.]+" is -?(Infinity|\d)/);
  }), tries(30));
});

test.each<[string, NotesApiProps, NotesApiProps]>([
  [
    'text',
    { functionOptions: { environment: { LONG: 'é'.repeat(2100) } } },
    { functionOptions: { environment: { LONG: 'é'.repeat(1900) } } },
  ],
  ['origins', { corsOrigins: origins(200) }, { corsOrigins: origins(100) }],
])('more %s than the variables of a function take is refused', (_, tooMuch, enough) => {
  expect(said(() => synthProps(tooMuch))).toMatch(
    /^the environment variables of createNote take \d+ bytes as JSON, and Lambda allows 4096: shorten the "environment" .* "functionOptions.*"corsOrigins"/,
  );
  expect(said(() => synthProps(enough))).toBe('nothing');
});

const SOMEWHERE: Place = { partition: 'aws', region: 'eu-west-1', otherRegions: ['eu-central-1'] };
const ANYWHERE: Place = { partition: 'aws', otherRegions: ['eu-central-1'] };

/** Invalid combinations, and the other name in the error. */
const CONTRADICTIONS: [prop: string, other: string, props: DescribedProps, place: Place][] = [
  ['throttle', 'mountOn', { throttle: {}, mountOn: { api: 'deploys itself', path: '/v1' } }, SOMEWHERE],
  ['webAclArn', 'mountOn', { webAclArn: 'own', mountOn: { api: 'imported', path: '/' } }, SOMEWHERE],
  ['accessLogs', 'mountOn', { accessLogs: true, mountOn: { api: 'deployed by hand', path: '/' } }, SOMEWHERE],
  ['monitoring', 'mountOn', { monitoring: {}, mountOn: { api: 'imported', path: '/v1/internal' } }, SOMEWHERE],
  ['changes', 'trash', { changes: true }, SOMEWHERE],
  ['encryptionKey', 'table', { encryptionKey: 'own', table: 'Table' }, SOMEWHERE],
  ['replicaRegions', 'table', { replicaRegions: ['eu-central-1'], table: 'by name' }, SOMEWHERE],
  ['replicaKeyArns', 'table', { replicaKeyArns: {}, table: 'TableV2' }, SOMEWHERE],
  ['replicaKeyArns', 'encryptionKey', { replicaKeyArns: { 'eu-central-1': 'arn' }, replicaRegions: ['eu-central-1'] }, SOMEWHERE],
  ['replicaKeyArns', 'encryptionKey', { encryptionKey: 'own', replicaRegions: ['eu-central-1'] }, SOMEWHERE],
  ['replicaKeyArns', 'replicaRegions', { encryptionKey: 'own', replicaKeyArns: { 'eu-central-1': 'arn' } }, SOMEWHERE],
  ['encryptionKey', 'env', { encryptionKey: 'imported' }, ANYWHERE],
  ['replicaRegions', 'env', { replicaRegions: ['eu-central-1'] }, ANYWHERE],
  ['securityGroups', 'vpc', { securityGroups: ['imported'] }, SOMEWHERE],
  ['vpcSubnets', 'vpc', { vpcSubnets: 'by type' }, SOMEWHERE],
  [
    'timeBudget.allAttempts',
    'functionOptions.timeout',
    { timeBudget: { allAttempts: 3_500 }, functionOptions: { timeoutSeconds: 4 } },
    SOMEWHERE,
  ],
  [
    'timeBudget.allAttempts',
    'functionOptionsByOperation.GET.timeout',
    { operations: [NotesOperation.GET], timeBudget: { allAttempts: 3_500 }, functionOptionsByOperation: { GET: { timeoutSeconds: 4 } } },
    SOMEWHERE,
  ],
  ['timeBudget.connectTimeout', 'timeBudget.requestTimeout', { timeBudget: { connectTimeout: 600 } }, SOMEWHERE],
  ['functionOptionsByOperation', 'LIST', { operations: [NotesOperation.GET], functionOptionsByOperation: { LIST: {} } }, SOMEWHERE],
];

const INVOLVED: readonly PropName[] = [
  'mountOn', 'table', 'vpc', 'operations', 'functionOptions', 'functionOptionsByOperation', 'trash', ...RULED_OUT.map(([prop]) => prop),
];

test.each(CONTRADICTIONS)(
  '"%s" that "%s" rules out is refused with both names, whatever the other props',
  (prop, other, contradiction, place) => {
    fc.assert(
      fc.property(stacks, ({ flags, notes: [others] }) => {
        const notes = [{ ...INVOLVED.reduce(without, others), ...contradiction }];
        const message = said(() => synth({ place, flags, notes }));
        expect(message).toMatch(new RegExp(`^"${prop}"`));
        expect(message).toContain(`"${other}"`);
      }),
      tries(5),
    );
  },
);

function origins(count: number): string[] {
  return Array.from({ length: count }, (_, index) => `https://${index}.example.com`);
}
