import { Token } from 'aws-cdk-lib';
import { matches, shown } from '../cdk/checked-values';

const TOKEN = '[\\w!#$%&*+.^`|~-]+';
const QUOTED = '"(?:[\\t \\x21\\x23-\\x26\\x28-\\x5b\\x5d-\\x7e]|\\\\[\\t \\x21-\\x26\\x28-\\x7e])*"';
const PARAMETER = `${TOKEN}[ \\t]*=[ \\t]*(?:${TOKEN}|${QUOTED})`;
const COMMA = '[ \\t]*,[ \\t]*';
const ONE = `${TOKEN}(?: +(?:[\\w.~+/-]+=*|${PARAMETER}(?:${COMMA}${PARAMETER})*))?`;

/** Challenges (RFC 9110, section 11.6.1), without the single quote that would end a response parameter of API Gateway. */
const CHALLENGES = new RegExp(`^${ONE}(?:${COMMA}${ONE})*$`);

export function checkedChallenge(challenge: string): string {
  if (!Token.isUnresolved(challenge) && !matches(challenge, CHALLENGES)) {
    throw new Error(
      `"challenge" is ${shown(challenge)}, which is not a valid WWW-Authenticate header, or contains single quotes: `
        + 'use one such as "Bearer", or leave it out',
    );
  }
  return challenge;
}
