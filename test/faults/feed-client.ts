import { Answer, Call } from '../lambda/functions';

/** Sends a request of the client's user. */
export type Send = (call: Pick<Call, 'method' | 'query'>) => Promise<Answer>;

interface Known {
  readonly etag: string;
  readonly updatedAt: string;
}

/** A client that keeps a copy of a user's notes, and after the beginning only polls the changes. */
export class FeedClient {
  readonly found = { polls: 0, told: 0, known: 0, unknown: 0, resyncs: 0 };
  private readonly notes = new Map<string, Known>();
  private since = '';

  constructor(private readonly send: Send, private readonly limit: number) {}

  get etags(): Record<string, string> {
    return sorted([...this.notes].map(([id, { etag }]) => [id, etag]));
  }

  /** Begins with a list, and with the changes since before it. */
  async list(): Promise<void> {
    const { nextSince } = await this.asked({ since: 'now' });
    const notes = new Map<string, Known>();
    for (let cursor: string | undefined; ;) {
      const page = await this.asked({ limit: '100', ...cursor !== undefined && { cursor } });
      for (const { id, etag, updatedAt } of page.notes) {
        notes.set(id, { etag, updatedAt });
      }
      cursor = page.nextCursor;
      if (cursor === undefined) {
        break;
      }
    }
    this.notes.clear();
    notes.forEach((note, id) => this.notes.set(id, note));
    this.since = nextSince;
  }

  /** Reads a pass, or the part of it that is answered. Returns whether it was complete. */
  async poll(): Promise<boolean> {
    for (let hasMore: boolean | undefined = true; hasMore;) {
      this.found.polls++;
      const { status, json } = await this.send({ method: 'GET', query: { since: this.since, limit: `${this.limit}` } });
      if (status === 410) {
        this.found.resyncs++;
        await this.list();
        return true;
      }
      if (status === 503) {
        this.found.unknown++;
        return false;
      }
      if (status !== 200) {
        throw new Error(`a poll was answered ${status}: ${JSON.stringify(json)}`);
      }
      json.notes.forEach((change: Change) => this.learn(change));
      hasMore = json.hasMore;
      this.since = json.nextSince;
    }
    return true;
  }

  private learn({ id, etag, updatedAt, deletedAt }: Change): void {
    const known = this.notes.get(id);
    this.found.told++;
    this.found.known += Number(known?.etag === etag);
    // The index may show an earlier state again.
    if (known && known.updatedAt >= updatedAt) {
      return;
    }
    if (deletedAt === undefined) {
      this.notes.set(id, { etag, updatedAt });
    } else {
      this.notes.delete(id);
    }
  }

  /** The final answer. */
  private async asked(query: Record<string, string>): Promise<any> {
    for (;;) {
      const { status, json } = await this.send({ method: 'GET', query });
      if (status === 200) {
        return json;
      }
      if (status !== 503) {
        throw new Error(`a list was answered ${status}: ${JSON.stringify(json)}`);
      }
    }
  }
}

interface Change extends Known {
  readonly id: string;
  readonly deletedAt?: string;
}

export const sorted = (etags: [string, string][]): Record<string, string> => Object.fromEntries(etags.sort());
