import { CpuMillis, DYNAMODB_MILLIS, invocationMillis } from '../cost/billed-duration';
import { compute, requestCosts } from '../cost/cost';
import { projectedCold } from '../handlers/columns';
import { median } from '../statistics';

/** In MB: each size is twice the previous one, up to a whole core. */
export const MEMORY_SIZES = [128, 256, 512, 1024, 1769] as const;

/** The time of an answer varies, so the time that is billed is rounded up by half a millisecond on average. */
const ROUNDED_UP_MILLIS = 0.5;

/** The next size is chosen if it adds at most this amount in US dollars to a million requests, */
export const MOST_DEARER_USD = 0.025;
/** and makes a warm invocation faster by at least this share. */
export const LEAST_FASTER = 0.1;

/** The times and costs of the functions at a memory size. */
export interface MemoryFigures {
  readonly megabytes: number;
  /** In milliseconds, without the time that Lambda needs to start an environment, and without waiting for DynamoDB. */
  readonly cold: number;
  /** In milliseconds, waiting for DynamoDB included. */
  readonly early: number;
  readonly warm: number;
  /** US dollars for the compute of a million warm invocations. */
  readonly computeUsd: number;
  /** US dollars for a million of the cheapest requests, everything included. */
  readonly requestUsd: number;
  /** The compute cost of an early and of a warm invocation, multiplied by its time. */
  readonly costTimesTime: { readonly early: number; readonly warm: number };
}

/** The average billed duration of an invocation. */
const averageBilled = (millis: number): number => millis + ROUNDED_UP_MILLIS;

export function memoryFigures(cpu: CpuMillis, megabytes: number, dynamoDbMillis = DYNAMODB_MILLIS): MemoryFigures {
  const early = invocationMillis(cpu.early, megabytes, dynamoDbMillis);
  const warm = invocationMillis(median(Object.values(cpu.warm)), megabytes, dynamoDbMillis);
  const cost = (millis: number): number => compute(averageBilled(millis), megabytes);
  return {
    megabytes,
    cold: projectedCold({ load: cpu.load, first: cpu.firstInvocation }, megabytes),
    early,
    warm,
    computeUsd: cost(warm),
    requestUsd: cheapestWithoutCompute(cpu) + cost(warm),
    costTimesTime: { early: cost(early) * early, warm: cost(warm) * warm },
  };
}

/** The part of the cheapest request's price that does not depend on the memory. */
const cheapestWithoutCompute = (cpu: CpuMillis): number =>
  Math.min(...requestCosts(cpu).map(({ total, millis }) => total - compute(millis)));

/** The size above which more memory gains too little or costs too much. */
export function chosenMemory(cpu: CpuMillis, dynamoDbMillis = DYNAMODB_MILLIS): number {
  const figures = MEMORY_SIZES.map((megabytes) => memoryFigures(cpu, megabytes, dynamoDbMillis));
  return figures.find((figure, index) => index === figures.length - 1 || !isWorth(figure, figures[index + 1]))!.megabytes;
}

const isWorth = (less: MemoryFigures, more: MemoryFigures): boolean =>
  more.computeUsd - less.computeUsd <= MOST_DEARER_USD && 1 - more.warm / less.warm >= LEAST_FASTER;
