import fc from 'fast-check';
import { broken } from './props/invariants';
import { synth, tries } from './props/support';
import { ALL_PROPS, stacks } from '../consumer/app/lib/random/arbitraries';
import { consistent, without } from '../consumer/app/lib/random/consistent';
import { Described, DescribedProps, PropName } from '../consumer/app/lib/random/described';
import { NotesOperation } from 'cdk-notes-api';

test('no template breaks an invariant, whatever the props', () => {
  fc.assert(fc.property(stacks, (described) => {
    expect(broken(synth(described), described)).toEqual({});
  }), tries(200));
});

test('the same props give the same template', () => {
  fc.assert(fc.property(stacks, (described) => {
    expect(synth(described)).toEqual(synth(structuredClone(described)));
  }), tries(20));
});

/** A value other than the default for each prop. */
const NOT_DEFAULT: Described = {
  accessLogs: true,
  apiKeyRequired: true,
  authorization: { kind: 'none' },
  changes: true,
  corsHeaders: ['traceparent'],
  corsOrigins: ['*'],
  encryptionKey: 'own',
  functionOptions: { memorySize: 300 },
  functionOptionsByOperation: Object.fromEntries(Object.values(NotesOperation).map((name, at) => [name, { memorySize: 301 + at }])),
  gatewayResponses: false,
  monitoring: {},
  mountOn: { api: 'imported', path: '/v1' },
  operations: [NotesOperation.GET],
  removalPolicy: 'destroy' as Described['removalPolicy'],
  replicaKeyArns: { 'eu-central-1': 'arn:aws:kms:eu-central-1:111122223333:key/other' },
  replicaRegions: ['eu-central-1'],
  requireIfMatch: true,
  securityGroups: ['own'],
  table: 'Table',
  throttle: { rateLimit: 3 },
  timeBudget: { maxAttempts: 5 },
  tracing: false,
  trash: 30,
  vpc: 'imported',
  vpcSubnets: 'by list',
  webAclArn: 'imported',
};

/** The cases in which this value equals the default, or has no effect. */
const SAME: Partial<Record<PropName, (props: DescribedProps) => boolean>> = {
  changes: ({ operations, table }) => table !== undefined && operations?.includes(NotesOperation.LIST) === false,
  functionOptions: ({ operations = Object.values(NotesOperation), functionOptionsByOperation }) =>
    operations.every((operation) => functionOptionsByOperation?.[operation]?.memorySize !== undefined),
  gatewayResponses: ({ mountOn }) => mountOn !== undefined,
  requireIfMatch: ({ operations }) =>
    operations?.every((operation) => ![NotesOperation.UPDATE, NotesOperation.DELETE].includes(operation)) ?? false,
};

test.each(ALL_PROPS)('"%s" leaves a trace in the template, whatever the other props', (prop: PropName) => {
  const place = { partition: 'aws', region: 'eu-west-1', otherRegions: ['eu-central-1'] };
  const needed: Partial<Record<PropName, PropName[]>> = {
    changes: ['trash'],
    corsHeaders: ['corsOrigins'],
    replicaKeyArns: ['encryptionKey', 'replicaRegions'],
    securityGroups: ['vpc'],
    vpcSubnets: ['vpc'],
  };
  const beside = Object.fromEntries((needed[prop] ?? []).map((name) => [name, NOT_DEFAULT[name]]));
  fc.assert(
    fc.property(stacks.filter((stack) => stack.place.region === place.region), ({ notes: [others], flags }) => {
      const asked = { ...others, ...beside, [prop]: NOT_DEFAULT[prop] };
      const props = consistent(asked, place);
      fc.pre(props[prop] !== undefined && !SAME[prop]?.(props));
      const [withIt, withoutIt] = [props, consistent(without(props, prop), place)].map((described) =>
        synth({ place, flags, notes: [described] }),
      );
      expect(withIt).not.toEqual(withoutIt);
    }),
    tries(3),
  );
});
