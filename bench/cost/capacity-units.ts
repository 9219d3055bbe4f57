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

/** A write of an item, whether or not its condition holds: the larger of the old and the new item counts. */
export const write = (before: number, after: number): CapacityUnits => ({
  read: 0,
  write: units(Math.max(before, after), WRITE_UNIT_BYTES),
});

/** Writes that are made together. */
export const transaction = (...writes: CapacityUnits[]): CapacityUnits =>
  ({ read: 0, write: writes.reduce((sum, one) => sum + TRANSACTION_FACTOR * one.write, 0) });

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
