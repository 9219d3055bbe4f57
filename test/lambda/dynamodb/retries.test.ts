import { retries } from '../../../lambda/dynamodb/retries';

afterEach(() => jest.restoreAllMocks());

/** How long retries are put off, with the random part of it at its most. */
async function delays(count: number, errorType: 'TRANSIENT' | 'THROTTLING'): Promise<unknown[]> {
  jest.spyOn(Math, 'random').mockReturnValue(1);
  const waited = jest.spyOn(global, 'setTimeout').mockImplementation((callback) => { callback(); return undefined as never; });
  let token = await retries.acquireInitialRetryToken('');
  for (let retry = 1; retry <= count; retry++) {
    token = await retries.refreshRetryTokenForRetry(token, { errorType });
  }
  return waited.mock.calls.map(([, millis]) => millis);
}

test.each(['TRANSIENT', 'THROTTLING'] as const)(
  'three retries of a %s failure are put off by up to 50, 100 and 200 milliseconds',
  async (errorType) => {
    expect(await delays(3, errorType)).toEqual([50, 100, 200]);
  },
);

test('there is no fourth', async () => {
  await expect(delays(4, 'TRANSIENT')).rejects.toThrow('No retry token available');
});
