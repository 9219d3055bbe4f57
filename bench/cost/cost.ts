import { billedInitMillis, billedMillis, CpuMillis, MEMORY_MB } from './billed-duration';
import { CapacityUnits } from './capacity-units';
import { LOGGED_BYTES } from './logged-bytes';
import { PRICES } from './prices';
import { ItemBytes, RequestName, REQUESTS } from './requests';

const MILLION = 1_000_000;

/** AWS's gigabyte. */
const GB = 1024 ** 3;

const NOTE = 1024;
const PAGE_NOTES = 50;

/** The size of an entry in the index: less than a write unit, unless titles or tags are long. */
const ENTRY = 256;
const CHANGES = 10;

/** The sizes of the example: notes of 1 KB, with names and metadata, a page of 50 notes, and a poll that finds ten changes. */
export const EXAMPLE: ItemBytes = {
  before: NOTE,
  after: NOTE,
  record: NOTE,
  page: Array<number>(PAGE_NOTES + 1).fill(NOTE),
  entry: ENTRY,
  polled: Array<number>(CHANGES).fill(ENTRY),
};

/** The approximate size of the response with a page. */
export const EXAMPLE_PAGE_BYTES = PAGE_NOTES * NOTE;

/** US dollars for a million requests. */
export interface Cost {
  readonly apiGateway: number;
  readonly lambda: number;
  readonly dynamoDb: number;
  readonly logs: number;
}

/** The cost of a million requests of a kind, with its parts. */
export interface RequestCost {
  readonly name: RequestName;
  readonly units: CapacityUnits;
  readonly millis: number;
  readonly cost: Cost;
  readonly total: number;
}

/** US dollars for these bytes a million times. */
export const perMillion = (bytes: number, usdPerGb: number): number => MILLION * bytes / GB * usdPerGb;

/** US dollars for these milliseconds of a function a million times. */
export const compute = (millis: number, megabytes = MEMORY_MB): number => millis / 1000 * megabytes / 1024 * PRICES.compute.usd;

export function requestCosts({ warm }: CpuMillis): RequestCost[] {
  return (Object.keys(REQUESTS) as RequestName[]).map((name) => {
    const { operation } = REQUESTS[name];
    const units = REQUESTS[name].units(EXAMPLE);
    const millis = billedMillis(warm[operation]);
    const cost = {
      apiGateway: PRICES.apiGateway.usd,
      lambda: PRICES.invocations.usd + compute(millis),
      dynamoDb: units.write * PRICES.writes.usd + units.read * PRICES.reads.usd,
      logs: perMillion(LOGGED_BYTES.success, PRICES.logs.usd),
    };
    return { name, units, millis, cost, total: Object.values(cost).reduce((sum, usd) => sum + usd, 0) };
  });
}

/** The cost of a million cold starts, in addition to the usual cost of their requests. */
export function coldStartCost(cpu: CpuMillis): { initMillis: number; firstMillis: number; usd: number } {
  const initMillis = billedInitMillis(cpu);
  const firstMillis = billedMillis(cpu.firstInvocation);
  return { initMillis, firstMillis, usd: compute(initMillis + firstMillis) };
}
