import { FAULTS, WHOLE } from './props/controls';
import { broken, INVARIANTS, InvariantName } from './props/invariants';
import { synth } from './props/support';

const whole = synth(WHOLE);

test('what the faults are made in has none', () => {
  expect(broken(whole, WHOLE)).toEqual({});
});

test.each(Object.keys(INVARIANTS) as InvariantName[])('that %s is seen to be broken', (invariant) => {
  const template = structuredClone(whole);
  FAULTS[invariant](template);
  expect(Object.keys(broken(template, WHOLE))).toContain(invariant);
});
