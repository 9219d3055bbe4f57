import { deepStrictEqual } from 'node:assert';
import { ALL_OFF, ALL_ON, notesResources } from '../lib/feature-flags';
import { ALL_PROFILES } from '../lib/profiles';

for (const profile of ALL_PROFILES) {
  deepStrictEqual(
    notesResources(profile, ALL_ON),
    notesResources(profile, ALL_OFF),
    `the feature flags change the notes of the profile ${profile}`,
  );
}
