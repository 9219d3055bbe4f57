import { randomUUID } from 'node:crypto';

export interface Answer {
  readonly status: number;
  readonly body: object;
}

interface Input {
  readonly TableName?: string;
  readonly Key?: object;
  readonly ReturnConsumedCapacity?: string;
  readonly ReturnValues?: string;
}

/** The attributes of a note besides its key, as this package writes them. */
const NOTE = {
  noteContent: { S: 'Buy milk, bread and a birthday card for Alice. The shop closes at eight.' },
  title: { S: 'Errands' },
  createdAt: { S: '2026-01-01T08:30:00.000Z' },
  updatedAt: { S: '2026-01-02T19:05:00.000Z' },
  rev: { S: 'dc5j9oag6ROT7Yox' },
};

const PAGE = Array.from({ length: 10 }, () => ({ PK: { S: 'alice' }, SK: { S: randomUUID() }, ...NOTE }));

/** The successful answers of DynamoDB, besides the consumed capacity. */
const ACTIONS: Readonly<Record<string, (input: Input) => object>> = {
  PutItem: () => ({}),
  GetItem: ({ Key }) => ({ Item: { ...Key, ...NOTE } }),
  Query: () => ({ Items: PAGE, Count: PAGE.length, ScannedCount: PAGE.length }),
  UpdateItem: ({ Key, ReturnValues }) => ReturnValues === 'ALL_NEW' ? { Attributes: { ...Key, ...NOTE } } : {},
  DeleteItem: () => ({}),
  TransactWriteItems: () => ({}),
};

const refusal = (type: string): Answer => ({ status: 400, body: { __type: type } });

/** Answers a request of DynamoDB's JSON protocol, by its header `x-amz-target`. */
export function answer(target: string | undefined, body: string): Answer {
  const action = /^DynamoDB_20120810\.(\w+)$/.exec(target ?? '')?.[1] ?? '';
  if (!Object.hasOwn(ACTIONS, action)) {
    return refusal('com.amazon.coral.service#UnknownOperationException');
  }
  try {
    const input: Input = JSON.parse(body);
    return { status: 200, body: { ...ACTIONS[action](input), ...consumedCapacity(action, input) } };
  } catch {
    return refusal('com.amazon.coral.service#SerializationException');
  }
}

function consumedCapacity(action: string, { ReturnConsumedCapacity = 'NONE', TableName = 'Notes' }: Input): object {
  if (ReturnConsumedCapacity === 'NONE') {
    return {};
  }
  const capacity = { TableName, CapacityUnits: 1 };
  return { ConsumedCapacity: action === 'TransactWriteItems' ? [capacity] : capacity };
}
