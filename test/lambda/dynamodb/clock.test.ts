import type * as Clock from '../../../lambda/dynamodb/clock';

const SYSTEM = Date.parse('2026-01-01T00:00:00Z');
const MINUTE = 60_000;

let clock: typeof Clock;
beforeEach(() => {
  jest.useFakeTimers({ now: SYSTEM });
  jest.isolateModules(() => { clock = jest.requireActual('../../../lambda/dynamodb/clock'); });
});
afterEach(() => { jest.useRealTimers(); });

/** Simulates a DynamoDB whose clock is `ahead` milliseconds ahead. */
const refuse = (ahead: number, error = 'InvalidSignatureException') =>
  clock.correctClock(error, clock.now(), new Date(SYSTEM + ahead).toUTCString());

test('the clock is the system\'s', () => {
  expect(clock.now().getTime()).toBe(SYSTEM);
});

test.each([5 * MINUTE, 60 * MINUTE, -5 * MINUTE, -60 * MINUTE])('a clock that is %d milliseconds behind is corrected', (ahead) => {
  expect(refuse(ahead)).toBe(true);
  expect(clock.now().getTime()).toBe(SYSTEM + ahead);
  // The corrected time is right.
  expect(refuse(ahead)).toBe(false);
});

test.each([0, 5 * MINUTE - 1000, -5 * MINUTE + 1000])('a clock that is %d milliseconds behind stays', (ahead) => {
  expect(refuse(ahead)).toBe(false);
  expect(clock.now().getTime()).toBe(SYSTEM);
});

test.each([
  'AuthFailure', 'InvalidSignatureException', 'RequestExpired', 'RequestInTheFuture', 'RequestTimeTooSkewed', 'SignatureDoesNotMatch',
])('%s is a refusal for the time', (error) => {
  expect(refuse(60 * MINUTE, error)).toBe(true);
});

test('another refusal is none', () => {
  expect(refuse(60 * MINUTE, 'AccessDeniedException')).toBe(false);
  expect(clock.now().getTime()).toBe(SYSTEM);
});

test.each([undefined, '', 'yesterday'])('the date %j corrects nothing', (date) => {
  expect(clock.correctClock('InvalidSignatureException', clock.now(), date)).toBe(false);
  expect(clock.now().getTime()).toBe(SYSTEM);
});
