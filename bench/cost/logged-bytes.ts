import { MEMORY_MB } from './billed-duration';

const REQUEST_ID = '51d9c9f2-3f0c-4e3b-a3a0-9e1f3a1c8d55';
const TIME = '2026-01-01T00:00:00.000Z';
const METRICS = { durationMs: 12.34, billedDurationMs: 13, memorySizeMB: MEMORY_MB, maxMemoryUsedMB: 90 };

/**
 * The lines that Lambda itself logs for an invocation at the level INFO:
 * https://docs.aws.amazon.com/lambda/latest/dg/telemetry-schema-reference.html
 */
const PLATFORM_RECORDS = [
  { time: TIME, type: 'platform.start', record: { requestId: REQUEST_ID, version: '$LATEST' } },
  { time: TIME, type: 'platform.report', record: { requestId: REQUEST_ID, metrics: METRICS, status: 'success' } },
];

/** The bytes that are logged for a request. */
export const LOGGED_BYTES = {
  /** The functions log only failures. At the level WARN, Lambda logs nothing about a successful invocation. */
  success: 0,
  /** At most: the line has the calls that led to the failure. */
  failure: 2048,
  /** The bytes that the level INFO would add to each request. */
  platform: PLATFORM_RECORDS.reduce((sum, record) => sum + JSON.stringify(record).length, 0),
} as const;
