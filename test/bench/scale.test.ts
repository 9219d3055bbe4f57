import { cpu } from './cpu';
import { OTHER_PRICES, PRICES } from '../../bench/cost/prices';
import { limits } from '../../bench/scale/limits';
import { GB, recoveryUsd, SECONDS_A_MONTH, storageUsd, storedBytes, total, trafficCost } from '../../bench/scale/monthly-cost';
import { oneUser } from '../../bench/scale/one-user';
import { QUOTAS } from '../../bench/scale/quotas';
import { ALLOWED, METHODS, mostUsdADay } from '../../bench/scale/throttle';
import { REQUEST_TIERS, tiered, TRANSFER_TIERS } from '../../bench/scale/tiers';
import { averageRequest, LARGEST_SHARE, TRAFFIC } from '../../bench/scale/traffic';
import { LIMITS } from '../../src/contract/limits';
import { DEFAULT_THROTTLE } from '../../src/rest-api/default-throttle';
import { synth } from '../src/synth';

const average = averageRequest(cpu());

describe('the example\'s traffic', () => {
  test('is all of the requests, each of another method', () => {
    expect(TRAFFIC.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 9);
    expect(LARGEST_SHARE).toBe(0.5);
  });

  test('takes the units of its parts: half of it reads a note, a fifth a page, and three of ten write', () => {
    expect(average.reads).toBeCloseTo(0.5 + 0.2 * 13, 9);
    expect(average.writes).toBeCloseTo(0.3, 9);
    expect(average.sentBytes).toBeCloseTo(1024 * (0.5 + 0.2 * 50 + 0.1 / 4 + 0.1 + 0.05), 6);
  });
});

describe('the limits', () => {
  const reached = Object.fromEntries(limits(average).map(({ shortName, requestsPerSecond }) => [shortName, requestsPerSecond]));

  test('are those of the construct and of AWS, in proportion to what a request takes', () => {
    expect(reached).toEqual({
      'throttle': 200,
      'account in newer Regions': 2_500,
      'reads of a new table': expect.closeTo(12_000 / 3.1, 6),
      'account': 10_000,
      'invocations': 10_000,
      'reads of a table': expect.closeTo(40_000 / 3.1, 6),
      'writes of a new table': expect.closeTo(4_000 / 0.3, 6),
      'concurrency': expect.closeTo(1_000 / 0.009, 6),
      'writes of a table': expect.closeTo(40_000 / 0.3, 6),
    });
  });

  test('are in their order', () => {
    expect(Object.values(reached)).toEqual(Object.values(reached).sort((one, other) => one - other));
  });

  test('of sizes are those that the functions check', () => {
    expect(LIMITS.itemBytes).toBe(QUOTAS.itemBytes.value);
    expect(LIMITS.bodyBytes).toBeLessThan(QUOTAS.invocationBytes.value);
    expect(LIMITS.bodyBytes).toBeLessThan(QUOTAS.payloadBytes.value);
  });
});

describe('what a month costs', () => {
  test.each([
    [0, 0],
    [100e6, 350],
    [333e6, 1_165.5],
    [1e9, 1_165.5 + 667 * 2.8],
    [2e9, 1_165.5 + 667 * 2.8 + 1_000 * 2.38],
  ])('of %d requests is at the price of each tier: $%d', (requests, usd) => {
    expect(tiered(requests, REQUEST_TIERS)).toBeCloseTo(usd, 6);
  });

  test('begins at the prices of docs/costs.md', () => {
    expect(REQUEST_TIERS[0].usd * 1e6).toBeCloseTo(PRICES.apiGateway.usd, 9);
    expect(TRANSFER_TIERS[0].usd).toBe(OTHER_PRICES.transfer.usd);
  });

  test('has every service\'s part', () => {
    const cost = trafficCost(average, 2);
    const millions = 2 * SECONDS_A_MONTH / 1e6;
    expect(cost.apiGateway).toBeCloseTo(3.5 * millions, 6);
    expect(cost.dynamoDb).toBeCloseTo((3.1 * 0.125 + 0.3 * 0.625) * millions, 6);
    expect(cost.lambda).toBeCloseTo((0.2 + 0.009 * 0.5 * 13.3334) * millions, 6);
    // The first request of each second, and one in twenty of the others.
    expect(cost.traces).toBeCloseTo(5 * (1 + 0.05) * millions / 2, 6);
    expect(cost.transfer).toBeCloseTo(average.sentBytes * 2 * SECONDS_A_MONTH / GB * 0.09, 6);
    expect(total(cost)).toBeCloseTo(cost.apiGateway + cost.dynamoDb + cost.lambda + cost.traces + cost.transfer, 9);
  });

  test('counts at most one trace for a request', () => {
    expect(trafficCost(average, 0.1).traces).toBeCloseTo(5 * 0.1 * SECONDS_A_MONTH / 1e6, 6);
  });

  test('grows with the bytes that are stored', () => {
    expect(storedBytes(1)).toBe(1_124);
    expect(storageUsd(GB / 1_124)).toBeCloseTo(0.25, 9);
    expect(recoveryUsd(GB / 1_124)).toBeCloseTo(0.2, 9);
  });
});

test('one user has what a partition can do', () => {
  expect(Object.fromEntries(oneUser().map(({ name, small, large }) => [name, [small, large]]))).toMatchObject({
    '`GET`': [3_000, 30],
    '`GET` of a list': [expect.closeTo(3_000 / 13, 6), 15],
    '`POST`': [1_000, 2.5],
    '`POST` with an `Idempotency-Key`': [250, expect.closeTo(1_000 / 802, 6)],
    '`DELETE`': [1_000, 2.5],
  });
});

describe('the default throttle', () => {
  test('is that of the stage', () => {
    synth().template.hasResourceProperties('AWS::ApiGateway::Stage', {
      MethodSettings: [{
        HttpMethod: '*',
        ResourcePath: '/*',
        ThrottlingRateLimit: DEFAULT_THROTTLE.rateLimit,
        ThrottlingBurstLimit: DEFAULT_THROTTLE.burstLimit,
      }],
    });
  });

  test('bounds what the dearest method costs: pages, and sending them', () => {
    const usdPerMillion = 3.5 + 0.2 + 13 * 0.125 + 0.009 * 0.5 * 13.3334 + 51_200 * 1e6 / GB * 0.09;
    expect(mostUsdADay(cpu())).toBeCloseTo(8.64 * usdPerMillion, 4);
  });

  test('leaves most of an account to others, also while DynamoDB does not answer', () => {
    expect(METHODS).toBe(8);
    expect(ALLOWED.requestsPerSecond).toBeLessThan(QUOTAS.requests.value / 10);
    expect(ALLOWED.concurrency).toBeLessThan(QUOTAS.concurrency.value / 4);
  });

  test('keeps one user\'s small notes and pages of 50 within a partition', () => {
    const { partitionReads, partitionWrites } = QUOTAS;
    // Notes and pages, each also by HEAD.
    expect(2 * DEFAULT_THROTTLE.rateLimit * (1 + 13)).toBeLessThan(partitionReads.value);
    // Creates with a key, PUT, PATCH and DELETE.
    expect(DEFAULT_THROTTLE.rateLimit * (4 + 1 + 1 + 1)).toBeLessThan(partitionWrites.value);
  });
});
