import { NotesOperation } from '../../src/contract/operations';
import { DEFAULT_MEMORY_MIB } from '../../src/functions/default-memory';

/** Milliseconds of a whole core. */
export interface CpuMillis {
  /** Of starting the process and loading the functions' code. */
  readonly load: number;
  readonly firstInvocation: number;
  /** Of each of the next invocations, before V8 has optimised the code: the second to the twentieth. */
  readonly early: number;
  /** Of every later invocation. */
  readonly warm: Readonly<Record<NotesOperation, number>>;
}

/** The functions' memory unless `functionOptions` says otherwise. */
export const MEMORY_MB = DEFAULT_MEMORY_MIB;

/**
 * A function has a whole core with this memory, and as much less with less:
 * https://docs.aws.amazon.com/lambda/latest/dg/configuration-memory.html
 */
export const WHOLE_CORE_MB = 1769;

/** How long an answer of DynamoDB is taken to be waited for. */
export const DYNAMODB_MILLIS = 5;

/** How long an invocation takes: it waits for DynamoDB, and computes with its share of a core. */
export const invocationMillis = (cpuMillis: number, megabytes: number, dynamoDbMillis = DYNAMODB_MILLIS): number =>
  dynamoDbMillis + cpuMillis * WHOLE_CORE_MB / megabytes;

/** What an invocation is billed with: its time, rounded up. */
export const billedMillis = (cpuMillis: number): number => Math.ceil(invocationMillis(cpuMillis, MEMORY_MB));

/**
 * What the start of an execution environment, which has a whole core, is billed with since August 2025.
 *
 * @see https://aws.amazon.com/blogs/compute/aws-lambda-standardizes-billing-for-init-phase/
 */
export const billedInitMillis = ({ load }: CpuMillis): number => Math.ceil(load);
