import { ALL_PROFILES, profileStack } from '../lib/profiles';
import { validatedApp } from '../lib/validated-app';

const app = validatedApp();
for (const profile of ALL_PROFILES) {
  profileStack(app, profile);
}
