import { newUser, Target } from './target';
import { Answer, Call } from '../http';

export type Headers = Call['headers'];

/** A text is sent as it is, anything else as JSON. */
type Body = string | object;

/** A note as the API shows it. */
export interface NoteDocument {
  readonly id: string;
  readonly content: string;
  readonly title?: string;
  readonly tags?: readonly string[];
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly etag: string;
}

/** A note in the trash as the API shows it. */
export interface DeletedDocument extends NoteDocument {
  readonly deletedAt: string;
}

/** The notes of a user that no other test has. */
export class Notes {
  constructor(private readonly api: Pick<Target, 'call'>, readonly user = newUser()) {}

  post(body: Body, headers?: Headers): Promise<Answer> {
    return this.api.call('POST', `/notes/${this.user}`, { body: text(body), headers });
  }

  list(query: Record<string, string> | string = ''): Promise<Answer> {
    return this.api.call('GET', `/notes/${this.user}?${typeof query === 'string' ? query : new URLSearchParams(query)}`);
  }

  get(id: string, headers?: Headers): Promise<Answer> {
    return this.api.call('GET', this.path(id), { headers });
  }

  put(id: string, body: Body, headers?: Headers): Promise<Answer> {
    return this.api.call('PUT', this.path(id), { body: text(body), headers });
  }

  patch(id: string, body: Body, headers?: Headers): Promise<Answer> {
    return this.api.call('PATCH', this.path(id), { body: text(body), headers });
  }

  delete(id: string, headers?: Headers): Promise<Answer> {
    return this.api.call('DELETE', this.path(id), { headers });
  }

  deleteForGood(id: string, headers?: Headers): Promise<Answer> {
    return this.api.call('DELETE', `${this.path(id)}?permanent=true`, { headers });
  }

  restore(id: string, headers?: Headers): Promise<Answer> {
    return this.api.call('POST', `${this.path(id)}/restore`, { headers });
  }

  /** The notes in the trash. */
  async trash(query: Record<string, string> = {}): Promise<DeletedDocument[]> {
    return (await this.pages({ state: 'deleted', ...query })).flatMap(({ json }) => json.notes);
  }

  /** The note as GET returns it. */
  async read(id: string): Promise<NoteDocument> {
    const answer = await this.get(id);
    expect(answer.status).toBe(200);
    return answer.json;
  }

  /** A new note as GET returns it. */
  async create(members: Body = { content: 'Buy milk' }): Promise<NoteDocument> {
    const answer = await this.post(members);
    expect(answer.status).toBe(200);
    return this.read(answer.json.noteId);
  }

  /** Notes by their contents, one after the other. */
  async createAll(contents: readonly string[]): Promise<NoteDocument[]> {
    const notes: NoteDocument[] = [];
    for (const content of contents) {
      notes.push(await this.create({ content }));
    }
    return notes;
  }

  /** All pages of the list, each from the cursor of the previous one. */
  async pages(query: Record<string, string> = {}): Promise<Answer[]> {
    const pages = [await this.list(query)];
    for (let cursor = pages[0].json.nextCursor; cursor !== undefined; cursor = pages.at(-1)!.json.nextCursor) {
      expect(pages.length).toBeLessThan(200);
      pages.push(await this.list({ ...query, cursor }));
    }
    expect(new Set(pages.map(({ status }) => status))).toEqual(new Set([200]));
    return pages;
  }

  /** The ids on all pages of the list. */
  async ids(query?: Record<string, string>): Promise<string[]> {
    return idsOn(...await this.pages(query));
  }

  private path(id: string): string {
    return `/notes/${this.user}/${id}`;
  }
}

/** The ids of the notes on pages of a list. */
export const idsOn = (...pages: readonly Answer[]): string[] => pages.flatMap(({ json }) => json.notes.map(({ id }: NoteDocument) => id));

/** The number of answers to many simultaneous requests, by status. */
export function countByStatus(answers: readonly Answer[]): Record<number, number> {
  const counts: Record<number, number> = {};
  for (const { status } of answers) {
    counts[status] = (counts[status] ?? 0) + 1;
  }
  return counts;
}

/** The bytes that content may have in an item without a title whose id has this length. */
export function roomForContent(user: string, idLength = 36): number {
  const dates = 2 * '2020-01-01T00:00:00.000Z'.length;
  const revision = 16;
  const names = ['PK', 'SK', 'createdAt', 'updatedAt', 'rev', 'noteContent'].join('').length;
  return 409_600 - names - user.length - idLength - dates - revision;
}

const text = (body: Body): string => typeof body === 'string' ? body : JSON.stringify(body);
