import { MODES, servedIn } from './modes';
import { ownership } from './modes/ownership';
import { requestTargets } from './modes/request-targets';
import { secrets } from './modes/secrets';
import { describeLocal } from './target';

// One API per mode for all of them: it takes longer to start than most of these tests.
describeLocal.each(Object.entries(MODES))('with %s', (name, mode) => {
  const served = servedIn(mode);
  describe('the notes of another user are refused', () => ownership(name, mode, served));
  // Functions get the same claims with and without scopes.
  if (name !== 'Cognito with scopes') {
    describe('no request leads to the notes of another user', () => requestTargets(name, served));
  }
  describe('nothing that a user sends is logged', () => secrets(name, mode, served));
});
