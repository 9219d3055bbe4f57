import { AttributeValue } from '@aws-sdk/client-dynamodb';

/** An item in plain JSON, or in DynamoDB JSON. */
export type SeedItem = Readonly<Record<string, unknown>>;

/** The attributes of an item. A plain value as its key shows that it is plain JSON; only DynamoDB JSON has sets and binary values. */
export function attributes(item: SeedItem, key: string): Record<string, AttributeValue> {
  if (typeof item[key] === 'object') {
    return Object.fromEntries(Object.entries(item).map(([name, value]) => [name, decoded(value)]));
  }
  return map(item);
}

function map(members: object): Record<string, AttributeValue> {
  return Object.fromEntries(Object.entries(members).map(([name, value]) => [name, plain(value)]));
}

function plain(value: unknown): AttributeValue {
  switch (typeof value) {
    case 'string': return { S: value };
    case 'number': return { N: String(value) };
    case 'boolean': return { BOOL: value };
  }
  if (value === null) {
    return { NULL: true };
  }
  return Array.isArray(value) ? { L: value.map(plain) } : { M: map(value as object) };
}

/** The SDK takes bytes where JSON has Base64. */
function decoded(value: unknown): AttributeValue {
  const { B, BS, L, M, ...other } = (value ?? {}) as { B?: string; BS?: string[]; L?: unknown[]; M?: object };
  const bytes = (text: string) => Buffer.from(text, 'base64');
  return {
    ...other,
    ...B !== undefined && { B: bytes(B) },
    ...BS && { BS: BS.map(bytes) },
    ...L && { L: L.map(decoded) },
    ...M && { M: Object.fromEntries(Object.entries(M).map(([name, member]) => [name, decoded(member)])) },
  } as AttributeValue;
}
