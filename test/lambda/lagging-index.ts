import { EngineAnswer } from './faults';

type Attributes = Readonly<Record<string, Record<string, unknown>>>;
type Input = Readonly<Record<string, any>>;

/** A global index that shows a row late: after a write, the row is missing from it until its lag has passed. */
export class LaggingIndex {
  private readonly heldUntil = new Map<string, number>();

  /** @param lagMillis the lag of each write */
  constructor(private readonly lagMillis: () => number, private readonly now: () => number) {}

  /** The answer that a reader of the index gets, and the changes that a write holds back. */
  passed(input: Input, answer: EngineAnswer): EngineAnswer {
    if (answer.status !== 200) {
      return answer;
    }
    for (const key of writtenKeys(input)) {
      this.heldUntil.set(key, Math.max(this.heldUntil.get(key) ?? 0, this.now() + this.lagMillis()));
    }
    return input.IndexName === undefined ? answer : this.shown(answer);
  }

  private shown({ body, headers, ...answer }: EngineAnswer): EngineAnswer {
    const { Items, ...output } = JSON.parse(body.toString());
    const left = Items.filter((item: Attributes) => (this.heldUntil.get(keyOf(item)) ?? 0) <= this.now());
    const shown = Buffer.from(JSON.stringify({ ...output, Items: left, Count: left.length }));
    const { 'x-amz-crc32': _, ...others } = headers;
    return { ...answer, headers: { ...others, 'content-length': `${shown.length}` }, body: shown };
  }
}

const keyOf = ({ PK, SK }: Attributes): string => JSON.stringify([PK.S, SK.S]);

/** The rows that a request has written. */
function writtenKeys({ Key, Item, TransactItems = [], KeyConditionExpression }: Input): string[] {
  const written = KeyConditionExpression === undefined ? [Key ?? Item, ...TransactItems.map(({ Put }: Input) => Put.Item)] : [];
  return written.filter((key) => key !== undefined).map(keyOf);
}
