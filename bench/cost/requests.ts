import { CapacityUnits, read, transaction, write } from './capacity-units';
import { NotesOperation } from '../../src/contract/operations';

/** The bytes of the items that a request is about; of what is not there, 0. */
export interface ItemBytes {
  /** Of the note as it was. */
  readonly before: number;
  /** Of the note as it is then, or would be if it was not refused. */
  readonly after: number;
  /** Of the record of an idempotency key. */
  readonly record: number;
  /** Of each note that a list reads: one more than it shows, which tells whether there is a next page. */
  readonly page: readonly number[];
}

/** A kind of request, and what it asks of DynamoDB, once. */
interface PricedRequest {
  readonly operation: NotesOperation;
  readonly action: string;
  readonly units: (bytes: ItemBytes) => CapacityUnits;
}

const changed = ({ before, after }: ItemBytes): CapacityUnits => write(before, after);
const listed = ({ page }: ItemBytes): CapacityUnits => read(...page);

const update = { operation: NotesOperation.UPDATE, action: 'UpdateItem', units: changed };
const deletion = { operation: NotesOperation.DELETE, action: 'DeleteItem', units: ({ before }: ItemBytes) => write(before, 0) };
const list = { operation: NotesOperation.LIST, action: 'Query', units: listed };

/** Every kind of request, as docs/costs.md has it. */
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
} satisfies Record<string, PricedRequest>;

export type RequestName = keyof typeof REQUESTS;
