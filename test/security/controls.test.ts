import { App } from 'aws-cdk-lib';
import { CONTROLS } from './controls';
import { ACKNOWLEDGED } from './findings';
import { hardened } from './hardened';
import { applicableRules, findings } from './nag';
import { ALL_PROFILES, profileStack } from '../consumer/app/lib/profiles';

test('once its user did all that is listed, cdk-nag finds nothing', () => {
  expect(findings(hardened().stack)).toEqual({});
});

test.each(CONTROLS)('%s is found by exactly the rules that are there for it', (_, commit, found) => {
  const { stack } = hardened();
  commit(stack);
  expect(Object.keys(findings(stack)).sort()).toEqual(found);
});

test('every rule that judges a notes API is seen to find something', () => {
  const stacks = [...ALL_PROFILES.map((profile) => profileStack(new App(), profile)), hardened()];
  const rules = new Set(stacks.flatMap(({ stack }) => applicableRules(stack)));
  const found = new Set(CONTROLS.flatMap(([, , rule]) => rule.map((id) => id.replace(/\[.*/, ''))));
  // Every acknowledged rule is found in every profile.
  expect([...found, ...ACKNOWLEDGED].sort()).toEqual([...rules].sort());
});
