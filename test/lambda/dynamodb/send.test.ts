import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import type * as Connection from '../../../lambda/dynamodb/connection';
import type * as Send from '../../../lambda/dynamodb/send';
import type * as Unavailability from '../../../lambda/dynamodb/unavailable';
import { ENVIRONMENT } from '../../../src/contract/environment';
import { RESERVE_MILLIS } from '../../../src/contract/time-budget';

const ANSWER = { ConsumedCapacity: {} };

/** Loaded for each test, because failures use up the quota of retries. */
let modules: typeof Connection & typeof Send & typeof Unavailability;
beforeEach(() => {
  process.env[ENVIRONMENT.timeBudget] = '{"firstBackOff":1}';
  jest.isolateModules(() => {
    modules = {
      ...jest.requireActual('../../../lambda/dynamodb/connection'),
      ...jest.requireActual('../../../lambda/dynamodb/send'),
      ...jest.requireActual('../../../lambda/dynamodb/unavailable'),
    };
  });
  delete process.env[ENVIRONMENT.timeBudget];
});

/** An error as the SDK creates it from an answer. */
const refusal = (name: string, more: object = {}) => Object.assign(new Error(name), { name, $fault: 'client', ...more });
const cancelled = (...codes: string[]) => new TransactionCanceledException({
  message: 'cancelled', $metadata: {}, CancellationReasons: codes.map((Code) => ({ Code })),
});

/** Makes attempts with these outcomes, the last one repeatedly, and records what each was told about the earlier ones. */
async function sending(...ends: (object | Error)[]) {
  const told: boolean[] = [];
  const outcome = await modules.send(modules.DYNAMODB, 10_000, async (_, isOpen) => {
    const end = ends[Math.min(told.length, ends.length - 1)];
    told.push(isOpen);
    if (end instanceof Error) {
      throw end;
    }
    return end;
  }).catch((error: unknown) => error);
  return { told, outcome };
}

test('an answer with proof is the result', async () => {
  expect(await sending(ANSWER)).toEqual({ told: [false], outcome: ANSWER });
});

const TEMPORARY = [
  'ProvisionedThroughputExceeded', 'ReplicatedWriteConflict', 'RequestLimitExceeded', 'Throttling', 'ThrottlingError', 'TransactionInProgress',
];

test.each([...TEMPORARY.flatMap((name) => [name, `${name}Exception`]), 'TransactionConflictException'])(
  '%s is tried again as if nothing had been asked', async (name) => {
    expect(await sending(refusal(name), ANSWER)).toEqual({ told: [false, false], outcome: ANSWER });
  },
);

test.each(TEMPORARY)('a transaction cancelled for %s of one of its parts is tried again', async (code) => {
  expect(await sending(cancelled('None', code), ANSWER)).toEqual({ told: [false, false], outcome: ANSWER });
});

test.each([
  ['a conflict', () => cancelled('TransactionConflict', 'None')],
  ['a failed condition', () => cancelled('ConditionalCheckFailed')],
  ['no reason', () => new TransactionCanceledException({ message: 'cancelled', $metadata: {} })],
])('a transaction cancelled for %s is not tried again', async (_, error) => {
  expect(await sending(error(), ANSWER)).toMatchObject({ told: [false], outcome: { name: 'TransactionCanceledException' } });
});

test('what DynamoDB refuses is thrown at once, with what is known of the attempts', async () => {
  const { told, outcome } = await sending(refusal('ValidationException', { $metadata: { requestId: 'r1' } }), ANSWER);
  expect(told).toEqual([false]);
  expect(outcome).toMatchObject({ name: 'ValidationException', $metadata: { requestId: 'r1', attempts: 1, isOpen: false } });
});

test('a refusal after a failure is thrown with the failure open', async () => {
  const { told, outcome } = await sending(new Error('reset'), refusal('ConditionalCheckFailedException'));
  expect(told).toEqual([false, true]);
  expect(modules.attemptsOf(outcome)).toEqual({ attempts: 2, isOpen: true });
});

test.each<[string, object | Error]>([
  ['a failed connection', new Error('reset')],
  ['a server error', refusal('InternalServerError', { $fault: 'server' })],
  ['an error without a known name', refusal('Unknown')],
  ['an answer without proof', {}],
])('%s is tried again, and may have been carried out', async (_, end) => {
  expect(await sending(end, refusal('Throttling'), ANSWER)).toEqual({ told: [false, true, true], outcome: ANSWER });
});

test('a corrected clock is a reason to try again', async () => {
  const skewed = (clockSkewCorrected: boolean) => refusal('InvalidSignatureException', { $metadata: { clockSkewCorrected } });
  expect(await sending(skewed(true), ANSWER)).toEqual({ told: [false, false], outcome: ANSWER });
  expect(await sending(skewed(false), ANSWER)).toMatchObject({ told: [false], outcome: { name: 'InvalidSignatureException' } });
});

test('an attempt can ask for another one', async () => {
  expect(await sending(new modules.TryAgain('later'), ANSWER)).toEqual({ told: [false, false], outcome: ANSWER });
});

test('after four attempts there is no answer, for the reason of the last', async () => {
  const { told, outcome } = await sending(new Error('first'), {}, {}, new Error('last'));
  expect(told).toEqual([false, true, true, true]);
  expect(outcome).toBeInstanceOf(modules.Unavailable);
  expect(outcome).toMatchObject({ cause: { message: 'last', $metadata: { attempts: 4, isOpen: true } } });
});

test.each([
  ['asks for another one each time', () => new modules.TryAgain('later'), { name: 'TryAgain' }],
  ['has an answer without proof', () => ({ $metadata: { requestId: 'r1', httpStatusCode: 200 } }), { $metadata: { requestId: 'r1' } }],
])('the reason of the last attempt is told also when it %s', async (_, end, cause) => {
  expect((await sending(end())).outcome).toMatchObject({ cause });
});

test('without time for an answer, no attempt is made', async () => {
  const attempt = jest.fn();
  const sent = modules.send(modules.DYNAMODB, RESERVE_MILLIS, attempt);
  await expect(sent).rejects.toBeInstanceOf(modules.Unavailable);
  await expect(sent).rejects.toMatchObject({ cause: { name: 'TimeoutError' } });
  expect(attempt).not.toHaveBeenCalled();
});

test('nobody waits for an attempt longer than there is time', async () => {
  const sent = modules.send(modules.DYNAMODB, RESERVE_MILLIS + 20, () => new Promise<never>(() => {}));
  await expect(sent).rejects.toMatchObject({ cause: { name: 'TimeoutError', $metadata: { attempts: 1 } } });
});
