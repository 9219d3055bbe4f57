import { Answer, Call } from './functions';

/** A note as the contract describes it. */
export interface ModelNote {
  readonly id: string;
  readonly content: string;
  readonly title?: string;
  readonly createdAt?: string;
  readonly updatedAt?: string;
  readonly etag: string;
}

/** The note that a request with a key has created. */
export interface FirstRequest {
  readonly request: string;
  readonly created: object;
}

/** The whole service in memory, as the contract describes it. It takes unknown values, such as a new id, from the answers. */
export class Model {
  readonly users: readonly string[];
  /** The notes of each user by id. */
  readonly notes: ReadonlyMap<string, Map<string, ModelNote>>;
  readonly firstRequests = new Map<string, FirstRequest>();
  /** Every id that was ever a note's, and every entity tag that a user's note ever had. */
  readonly ids: string[];
  readonly etags: string[] = ['"0"'];
  /** The number of answers with each status, by the kind of request. */
  readonly seen: Map<string, number>;

  constructor(private readonly foreign: ReadonlyMap<string, readonly string[]>, tutorial: ModelNote, seen: Map<string, number>) {
    const users = [...foreign.keys()];
    this.users = users;
    this.notes = new Map(users.map((user) => [user, new Map([[tutorial.id, tutorial]])]));
    this.ids = [tutorial.id];
    this.seen = seen;
  }

  note(userId: string, id: string): ModelNote | undefined {
    return this.notes.get(userId)!.get(id);
  }

  /** The ids of a user's rows that are not notes. */
  foreignIds(userId: string): readonly string[] {
    return this.foreign.get(userId)!;
  }

  /** Keeps a note with a new entity tag, which must be one that no note had before. */
  keep(userId: string, note: ModelNote): void {
    expect(this.etags).not.toContain(note.etag);
    this.etags.push(note.etag);
    this.ids.push(note.id);
    this.notes.get(userId)!.set(note.id, note);
  }

  remove(userId: string, id: string): void {
    this.notes.get(userId)!.delete(id);
  }

  listed(userId: string, order: string): ModelNote[] {
    const ascending = [...this.notes.get(userId)!.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
    return order === 'asc' ? ascending : ascending.reverse();
  }

  count(kind: string, outcome: string | number): void {
    const key = `${kind} ${outcome}`;
    this.seen.set(key, (this.seen.get(key) ?? 0) + 1);
  }
}

/** The subject that the model is compared with. */
export interface Real {
  call(request: Call): Promise<Answer>;
}

/** A header with entity tags, of the note and of others. */
export type TagStyle = 'none' | 'current' | 'stale' | 'any' | 'weak' | 'list' | 'unquoted';

export const TAG_STYLES: readonly TagStyle[] = ['none', 'none', 'current', 'stale', 'stale', 'stale', 'any', 'weak', 'list', 'unquoted'];

/** The header's value, and whether it names the note. */
export function tagHeader(style: TagStyle, model: Model, current: ModelNote | undefined, pick: number): { value?: string; names: boolean } {
  const etag = current?.etag ?? '"none"';
  const others = model.etags.filter((other) => other !== etag);
  const stale = others.length > 0 ? others[pick % others.length] : '"never"';
  const values: Record<TagStyle, string | undefined> = {
    none: undefined,
    current: etag,
    stale,
    any: '*',
    weak: `W/${etag}`,
    list: `"never,ever",${stale} , W/${etag}`,
    unquoted: etag.slice(1, -1),
  };
  return { value: values[style], names: style !== 'none' && style !== 'stale' };
}

/** The members that a client sees, without undefined ones. */
export const document = (note: ModelNote): object => JSON.parse(JSON.stringify(note)) as object;
