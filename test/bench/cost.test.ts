import { cpu } from './cpu';
import { billedMillis, MEMORY_MB } from '../../bench/cost/billed-duration';
import { CapacityUnits, itemBytes } from '../../bench/cost/capacity-units';
import { coldStartCost, requestCosts } from '../../bench/cost/cost';
import { ItemBytes, PricedRequest, RequestName, REQUESTS } from '../../bench/cost/requests';
import { operationsWith } from '../../src/contract/operations';
import { NotesOption } from '../../src/contract/options';
import { HANDLERS } from '../operations';
import { synth } from '../src/synth';

const KB = 1024;

const bytes = (given: Partial<ItemBytes>): ItemBytes => ({ before: 0, after: 0, record: 0, page: [], entry: 0, polled: [], ...given });
const reads = (read: number): CapacityUnits => ({ read, write: 0 });
const writes = (write: number): CapacityUnits => ({ read: 0, write });

describe('the units of', () => {
  // As https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/read-write-operations.html has them; the answer to a refused write
  // does not contain them.
  test.each<[RequestName, string, Partial<ItemBytes>, CapacityUnits]>([
    ['`POST`', 'of 1 KB', { after: KB }, writes(1)],
    ['`POST`', 'of a byte more', { after: KB + 1 }, writes(2)],
    ['`POST` with an `Idempotency-Key`', 'of 500 bytes', { after: 500, record: 500 }, writes(4)],
    ['`POST` with an `Idempotency-Key`', 'of 400 KB', { after: 400 * KB, record: 2 * KB }, writes(804)],
    ['`GET`', 'of a note that there is not', {}, reads(1)],
    ['`GET`', 'of 3.5 KB', { before: 3.5 * KB }, reads(1)],
    ['`GET`', 'of 10 KB', { before: 10 * KB }, reads(3)],
    ['`GET` of a list', 'without notes', {}, reads(1)],
    ['`GET` of a list', 'of notes that are less than a unit together', { page: [KB, KB, 2 * KB] }, reads(1)],
    ['`GET` of a list', 'of 51 notes of 1 KB', { page: Array(51).fill(KB) }, reads(13)],
    ['`GET` of a list with `view=summary`', 'of 51 notes of 1 KB', { page: Array(51).fill(KB) }, reads(13)],
    ['`PUT`', 'that makes a note smaller', { before: 5 * KB, after: 100 }, writes(5)],
    ['`PATCH`', 'that makes a note larger', { before: 100, after: 5 * KB }, writes(5)],
    ['`DELETE`', 'of 2.5 KB', { before: 2.5 * KB }, writes(3)],
    ['`PUT` or `PATCH` answered 412', 'of 300 KB that would have had 310', { before: 300 * KB, after: 310 * KB }, writes(310)],
    ['`DELETE` with `trash`', 'of 2.5 KB', { before: 2.5 * KB, after: 2.6 * KB }, writes(3)],
    ['`POST` that restores, with `trash`', 'of 2.6 KB', { before: 2.6 * KB, after: 2.5 * KB }, writes(3)],
    ['`POST` with `changes`', 'of 2.5 KB with an entry of 1.5 KB', { after: 2.5 * KB, entry: 1.5 * KB }, writes(5)],
    ['`PUT` with `changes`', 'of 2.5 KB with an entry of 1.5 KB', { before: 2.5 * KB, after: KB, entry: 1.5 * KB }, writes(7)],
    ['`DELETE` with `changes`', 'of 2.5 KB', { before: 2.5 * KB, after: 2.5 * KB, entry: 200 }, writes(5)],
    ['`GET` of a list with `since`', 'that finds nothing', {}, reads(0.5)],
    ['`GET` of a list with `since`', 'that reads 11 entries of 1 KB', { polled: Array(11).fill(KB) }, reads(1.5)],
    ['`DELETE` answered 412', 'of 2.5 KB', { before: 2.5 * KB, after: 2.5 * KB }, writes(3)],
  ])('%s are those that DynamoDB documents: %s', (name, _, given, units) => {
    expect(REQUESTS[name].units(bytes(given))).toEqual(units);
  });

  const priced = (option?: NotesOption): string[] =>
    Object.values<PricedRequest>(REQUESTS).filter((row) => row.option === option).map(({ operation, action }) => `${operation} ${action}`);
  const made = (...options: NotesOption[]): string[] =>
    Object.entries(operationsWith(options)).flatMap(([operation, { requests }]) => requests.map((action) => `${operation} ${action}`));

  test('every request to DynamoDB that an operation can make is in the table', () => {
    expect([...new Set(priced())].sort()).toEqual(made().sort());
  });

  test.each<[NotesOption, NotesOption[]]>([
    ['trash', ['trash']], ['changes', ['trash', 'changes']],
  ])('every request to DynamoDB that is another one with "%s" is in the table, and no other', (option, options) => {
    const all = made(...options);
    expect(all).toEqual(expect.arrayContaining(priced(option)));
    expect(priced(option)).toEqual(expect.arrayContaining(all.filter((request) => !made().includes(request))));
  });
});

describe('the bytes of an item', () => {
  test.each([
    ['names and texts in UTF-8', { é: { S: '€' } }, 5],
    ['a byte for two digits of a number, and one more', { n: { N: '1700000001' } }, 7],
    ['nothing for zeros at the ends of a number', { n: { N: '001700000000' } }, 3],
    ['nothing when there is none', {}, 0],
  ])('are %s', (_, item, size) => {
    expect(itemBytes(item)).toBe(size);
  });
});

describe('the costs', () => {
  test('are those of the construct\'s defaults', () => {
    const functions = Object.values(synth().template.findResources('AWS::Lambda::Function'));
    expect(functions).toHaveLength(HANDLERS.length);
    for (const { Properties } of functions) {
      expect(Properties).toMatchObject({
        Architectures: ['arm64'],
        MemorySize: MEMORY_MB,
        LoggingConfig: { LogFormat: 'JSON', SystemLogLevel: 'WARN' },
        TracingConfig: { Mode: 'Active' },
      });
    }
  });

  test('of a duration are rounded up, with the share of a core that the memory has', () => {
    expect([0, 1, 10].map(billedMillis)).toEqual([5, 9, 40]);
  });

  test('of a request are the sum of what each service takes', () => {
    const [post] = requestCosts(cpu());
    expect(post).toMatchObject({
      name: '`POST`',
      millis: 9,
      units: { read: 0, write: 1 },
      cost: { apiGateway: 3.5, dynamoDb: 0.625, logs: 0 },
    });
    expect(post.cost.lambda).toBeCloseTo(0.26, 6);
    expect(post.total).toBeCloseTo(4.385, 6);
  });

  test('of a cold start are those of its initialisation and its first request', () => {
    const { usd, ...millis } = coldStartCost(cpu({ load: 90.1, firstInvocation: 20 }));
    expect(millis).toEqual({ initMillis: 91, firstMillis: 75 });
    expect(usd).toBeCloseTo(1.106672, 6);
  });
});
