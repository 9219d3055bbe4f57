import fc from 'fast-check';
import { decided, simulated } from './iam-simulate';
import { request, statements } from './policy-arbitraries';

const ROLE = { arn: 'arn:aws:iam::123456789012:role/clerk', name: 'clerk' };

test('any policies allow and deny what iam-simulate says that they do', () => {
  const seen = { 'allow': 0, 'implicit deny': 0, 'explicit deny': 0 };
  fc.assert(fc.property(statements, fc.option(statements, { nil: undefined }), request, (identityPolicies, permissionsBoundary, asked) => {
    const role = { ...ROLE, identityPolicies, permissionsBoundary };
    const effect = decided(role, asked);
    expect(effect).toBe(simulated(role, asked));
    seen[effect]++;
  }), { numRuns: 2_000 });
  expect(Math.min(...Object.values(seen))).toBeGreaterThan(50);
});
