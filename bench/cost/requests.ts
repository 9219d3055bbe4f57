import { CapacityUnits, eventualRead, read, together, transaction, write } from './capacity-units';
import { NotesOperation } from '../../src/contract/operations';
import { NotesOption } from '../../src/contract/options';

/** The sizes in bytes of the items of a request; 0 for a missing item. */
export interface ItemBytes {
  /** The size of the note before the request. */
  readonly before: number;
  /** The size of the note after the request; for a refused one, the size that it would have. */
  readonly after: number;
  /** The size of the record of an idempotency key. */
  readonly record: number;
  /** The size of each note that a list reads: one more note than it shows, to know whether there is a next page. */
  readonly page: readonly number[];
  /** The size of the note's entry in the index of changes. */
  readonly entry: number;
  /** The size of each entry that a poll reads: one more entry than it shows. */
  readonly polled: readonly number[];
}

/** A kind of request, and the capacity units that it consumes. */
export interface PricedRequest {
  readonly operation: NotesOperation;
  /** The option that adds the request, or changes its cost. */
  readonly option?: NotesOption;
  readonly action: string;
  readonly units: (bytes: ItemBytes) => CapacityUnits;
}

const changed = ({ before, after }: ItemBytes): CapacityUnits => write(before, after);
const indexed = (bytes: ItemBytes): CapacityUnits => together(changed(bytes), write(0, bytes.entry));
/** A new `updatedAt` is a new key in the index: DynamoDB deletes one entry and writes another. */
const indexedAgain = (bytes: ItemBytes): CapacityUnits => together(indexed(bytes), write(bytes.entry, 0));
const listed = ({ page }: ItemBytes): CapacityUnits => read(...page);

const update = { operation: NotesOperation.UPDATE, action: 'UpdateItem', units: changed };
const deletion = { operation: NotesOperation.DELETE, action: 'DeleteItem', units: ({ before }: ItemBytes) => write(before, 0) };
const withTrash = { option: 'trash', action: 'UpdateItem', units: changed } as const;
const withChanges = { option: 'changes', units: indexedAgain } as const;
const list = { operation: NotesOperation.LIST, action: 'Query', units: listed };

/** Every kind of request in docs/costs.md. */
export const REQUESTS = {
  '`POST`': { operation: NotesOperation.CREATE, action: 'PutItem', units: changed },
  '`POST` with an `Idempotency-Key`': {
    operation: NotesOperation.CREATE,
    action: 'TransactWriteItems',
    units: (bytes) => transaction(changed(bytes), write(0, bytes.record)),
  },
  '`GET`': { operation: NotesOperation.GET, action: 'GetItem', units: ({ before }) => read(before) },
  '`GET` of a list': list,
  '`GET` of a list with `view=summary`': list,
  '`PUT`': update,
  '`PATCH`': update,
  '`DELETE`': deletion,
  '`PUT` or `PATCH` answered 412': update,
  '`DELETE` answered 412': deletion,
  '`DELETE` with `trash`': { ...deletion, ...withTrash },
  '`POST` that restores, with `trash`': { ...update, ...withTrash },
  '`POST` with `changes`': { operation: NotesOperation.CREATE, option: 'changes', action: 'PutItem', units: indexed },
  '`PUT` with `changes`': { ...update, ...withChanges },
  '`PATCH` with `changes`': { ...update, ...withChanges },
  '`DELETE` with `changes`': { ...deletion, action: 'UpdateItem', ...withChanges },
  '`POST` that restores, with `changes`': { ...update, ...withChanges },
  '`GET` of a list with `since`': { ...list, option: 'changes', units: ({ polled }) => eventualRead(...polled) },
} satisfies Record<string, PricedRequest>;

export type RequestName = keyof typeof REQUESTS;
