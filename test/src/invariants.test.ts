import { FAULTS, WHOLE } from './props/controls';
import { broken, INVARIANTS, InvariantName } from './props/invariants';
import { Template } from './props/notes-template';
import { synth } from './props/support';

const whole = JSON.stringify(synth(WHOLE));

/** Not a structured clone, whose objects are of another realm and so never strictly equal to those of the tests. */
const copy = (): Template => JSON.parse(whole);

test('what the faults are made in has none', () => {
  expect(broken(copy(), WHOLE)).toEqual({});
});

test.each(Object.keys(INVARIANTS) as InvariantName[])('that %s is seen to be broken', (invariant) => {
  const template = copy();
  FAULTS[invariant](template);
  expect(Object.keys(broken(template, WHOLE))).toContain(invariant);
});
