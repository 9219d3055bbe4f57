import { App } from 'aws-cdk-lib';
import { FINDINGS, listedFindings } from './findings';
import { findings } from './nag';
import { ALL_PROFILES, profileStack } from '../consumer/app/lib/profiles';

test.each(ALL_PROFILES)('cdk-nag finds in the profile %s what is listed, and nothing else', (profile) => {
  expect(findings(profileStack(new App(), profile).stack)).toEqual(listedFindings(profile));
});

test('every listed finding is of a profile, with a resource, a reason and what a user can do', () => {
  for (const finding of FINDINGS) {
    for (const [member, value] of Object.entries(finding)) expect([member, value.length]).not.toEqual([member, 0]);
  }
});
