import { NotesOperation } from '../../src/contract/operations';
import { DEFAULT_MEMORY_MIB } from '../../src/functions/default-memory';

/** Milliseconds of a whole core. */
export interface CpuMillis {
  /** For starting the process and loading the code of the functions. */
  readonly load: number;
  readonly firstInvocation: number;
  /** For each early invocation, the second to the twentieth, before V8 has optimised the code. */
  readonly early: number;
  /** For every later invocation. */
  readonly warm: Readonly<Record<NotesOperation, number>>;
}

/** The functions' memory unless `functionOptions` says otherwise. */
export const MEMORY_MB = DEFAULT_MEMORY_MIB;

/**
 * A function has a whole core at this memory size, and a proportional share at smaller sizes:
 * https://docs.aws.amazon.com/lambda/latest/dg/configuration-memory.html
 */
export const WHOLE_CORE_MB = 1769;

/** The assumed time until DynamoDB answers. */
export const DYNAMODB_MILLIS = 5;

/** The time of an invocation: it waits for DynamoDB, and computes with its share of a core. */
export const invocationMillis = (cpuMillis: number, megabytes: number, dynamoDbMillis = DYNAMODB_MILLIS): number =>
  dynamoDbMillis + cpuMillis * WHOLE_CORE_MB / megabytes;

/** The billed duration of an invocation: its time, rounded up. */
export const billedMillis = (cpuMillis: number): number => Math.ceil(invocationMillis(cpuMillis, MEMORY_MB));

/**
 * The billed duration of the start of an execution environment, which has a whole core. AWS bills it since August 2025.
 *
 * @see https://aws.amazon.com/blogs/compute/aws-lambda-standardizes-billing-for-init-phase/
 */
export const billedInitMillis = ({ load }: CpuMillis): number => Math.ceil(load);
