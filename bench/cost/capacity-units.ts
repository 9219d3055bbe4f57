/**
 * The units that DynamoDB counts for reading and writing items, on demand.
 *
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/read-write-operations.html
 */
export interface CapacityUnits {
  readonly read: number;
  readonly write: number;
}

const READ_UNIT_BYTES = 4096;
const WRITE_UNIT_BYTES = 1024;

/**
 * Prepared and committed:
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/transaction-apis.html#transaction-capacity-handling
 */
const TRANSACTION_FACTOR = 2;

/** A read or a write of a missing item counts, too. */
const units = (bytes: number, unitBytes: number): number => Math.max(1, Math.ceil(bytes / unitBytes));

/** A strongly consistent read of an item, or of the items of a query together. */
export const read = (...items: number[]): CapacityUnits => ({
  read: units(
    items.reduce((sum, bytes) => sum + bytes, 0),
    READ_UNIT_BYTES,
  ),
  write: 0,
});

/** An eventually consistent read, as those of an index are: it costs half as much. */
export const eventualRead = (...items: number[]): CapacityUnits => ({ read: read(...items).read / 2, write: 0 });

/** A write of an item, whether or not its condition holds: the larger of the old and the new item counts. */
export const write = (before: number, after: number): CapacityUnits => ({
  read: 0,
  write: units(Math.max(before, after), WRITE_UNIT_BYTES),
});

/** The sum for several requests, or for a table and its index. */
export const together = (...all: CapacityUnits[]): CapacityUnits =>
  all.reduce((total, one) => ({ read: total.read + one.read, write: total.write + one.write }), { read: 0, write: 0 });

/** Writes that are made together. */
export const transaction = (...writes: CapacityUnits[]): CapacityUnits =>
  ({ read: 0, write: TRANSACTION_FACTOR * together(...writes).write });

/** An attribute in the form of DynamoDB's API, of a type that the notes use. */
interface AttributeValue {
  readonly S?: string;
  readonly N?: string;
}

/** The bytes of an item: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/CapacityUnitCalculations.html */
export const itemBytes = (item: Readonly<Record<string, AttributeValue>>): number =>
  Object.entries(item).reduce(
    (sum, [name, { S = '', N }]) => sum + Buffer.byteLength(name) + Buffer.byteLength(S) + (N === undefined ? 0 : numberBytes(N)),
    0,
  );

/** A byte for every two significant digits, plus one. */
const numberBytes = (digits: string): number => 1 + Math.ceil(digits.replace(/^0+|0+$/g, '').length / 2);
