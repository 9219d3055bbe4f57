import { Retries } from '../../../lambda/dynamodb/retries';

/** The cost of a retry from the quota of 500, and the resulting number of retries. */
const COST = 14;
const WITHIN_QUOTA = Math.floor(500 / COST);

let waited: jest.SpyInstance;
beforeEach(() => {
  waited = jest.spyOn(global, 'setTimeout').mockImplementation((callback) => { callback(); return undefined as never; });
});
afterEach(() => jest.restoreAllMocks());

/** The number of requests that can be retried once. */
async function left(retries: Retries): Promise<number> {
  let count = 0;
  while (await retries.backOff(1).then(() => true, () => false)) {
    count++;
  }
  return count;
}

/** Uses some of the quota up. */
async function use(retries: Retries, count: number): Promise<void> {
  for (let retry = 1; retry <= count; retry++) {
    await retries.backOff(1);
  }
}

test.each([[1, [50, 100, 200]], [0.5, [25, 50, 100]]])('three retries are put off by up to 50, 100 and 200 milliseconds: %d', async (random, delays) => {
  jest.spyOn(Math, 'random').mockReturnValue(random);
  const retries = new Retries();
  for (const attempts of [1, 2, 3]) {
    await retries.backOff(attempts);
  }
  expect(waited.mock.calls.map(([, millis]) => millis)).toEqual(delays);
});

test('there is no fourth', async () => {
  await expect(new Retries().backOff(4)).rejects.toThrow('no retry');
  expect(waited).not.toHaveBeenCalled();
});

test('there is none when one attempt is allowed', async () => {
  await expect(new Retries(1).backOff(1)).rejects.toThrow('no retry');
});

test('there are as many as the quota of the SDK allows, and no more', async () => {
  expect(await left(new Retries())).toBe(WITHIN_QUOTA);
});

test('a success after a retry gives back what a retry costs', async () => {
  const retries = new Retries();
  await use(retries, 10);
  retries.recordSuccess(2);
  expect(await left(retries)).toBe(WITHIN_QUOTA - 9);
});

test('as many successes without a retry as a retry costs give it back', async () => {
  const retries = new Retries();
  await use(retries, WITHIN_QUOTA);
  const missing = COST - 500 % COST;
  for (let success = 1; success < missing; success++) {
    retries.recordSuccess(1);
  }
  await expect(retries.backOff(1)).rejects.toThrow('no retry');
  retries.recordSuccess(1);
  expect(await left(retries)).toBe(1);
});

test('the quota never exceeds what it is at first', async () => {
  const retries = new Retries();
  for (const attempts of [1, 2, 3, 4]) {
    retries.recordSuccess(attempts);
  }
  expect(await left(retries)).toBe(WITHIN_QUOTA);
});
