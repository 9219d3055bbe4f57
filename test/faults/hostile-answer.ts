import fc from 'fast-check';
import { hostileText, SECRET } from './hostile-text';

/** An answer that DynamoDB, or something in its place, could give. */
export interface HostileAnswer {
  readonly status: number;
  readonly body: string;
}

const name = fc.oneof(
  fc.constantFrom(
    'ValidationException', 'ConditionalCheckFailedException', 'TransactionCanceledException', 'ResourceNotFoundException',
    'InternalServerError', 'ThrottlingException', 'InvalidSignatureException', '__proto__', 'constructor',
  ),
  hostileText.map((text) => `${SECRET} ${text}`),
  hostileText,
);

/** A message with lines that look like a stack. */
const message = hostileText.map((text) => `${SECRET}\n    at ${SECRET} (${text})\n   at ${SECRET}`);

const error = fc.record(
  { __type: fc.oneof(name, name.map((of) => `com.amazonaws.dynamodb.v20120810#${of}`)), message, Message: message, code: name, name, stack: message },
  { requiredKeys: ['__type'] },
).map((value) => JSON.stringify(value));

const item = fc.dictionary(
  fc.constantFrom('PK', 'SK', 'noteContent', 'title', 'rev', 'updatedAt', 'createdAt', 'expiresAt', 'noteTags'),
  fc.oneof(hostileText.map((S) => ({ S })), fc.constantFrom<object>({ N: '1' }, { L: [] }, { M: {} }, { BOOL: true }, { NULL: true }, {})),
);

/** A successful status with an unexpected answer. */
const success = fc.record(
  { ConsumedCapacity: fc.constant({}), Item: item, Items: fc.array(item, { maxLength: 3 }), Attributes: item },
  { requiredKeys: [] },
).map((value) => JSON.stringify(value));

export const hostileAnswer: fc.Arbitrary<HostileAnswer> = fc.record({
  status: fc.constantFrom(200, 400, 400, 400, 403, 500, 503),
  body: fc.oneof({ weight: 4, arbitrary: error }, { weight: 2, arbitrary: success }, { weight: 1, arbitrary: message }),
});
