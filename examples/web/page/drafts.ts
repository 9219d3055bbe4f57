import type { Note } from 'cdk-notes-api-client';

/** The fields of a note in the form. */
export interface Text {
  readonly title: string;
  readonly content: string;
}

/** The reason why a draft is not sent until the user decides. */
export type Trouble =
  | { readonly kind: 'changed'; readonly current: Note }
  | { readonly kind: 'deleted' }
  | { readonly kind: 'refused'; readonly reason: string };

/** A text that the user has written and the API has not confirmed. */
export interface Draft {
  /** The id of the note. A new note has a temporary id, which is also the idempotency key of its creation. */
  readonly id: string;
  /** The note that the user saw when the draft began. Absent for a new note. */
  readonly base?: Note;
  readonly text: Text;
  /** The fields to send, repeatedly until they are answered. */
  readonly outgoing?: Text;
  /** Whether the text must also be sent after that answer. */
  readonly isQueued?: boolean;
  readonly trouble?: Trouble;
}

const NEW = 'new-';

/** A temporary id, for a note that the API does not have yet. No id of the API begins like it. */
export const newId = (): string => NEW + crypto.randomUUID();

export const isNew = (id: string): boolean => id.startsWith(NEW);

export const sameText = (one: Text, other: Text): boolean => one.title === other.title && one.content === other.content;

export const textOf = ({ title = '', content }: Pick<Note, 'title' | 'content'>): Text => ({ title, content });

/** The drafts of a user on this device. They survive a reload, a crash and the end of a session. */
export class Drafts {
  private readonly prefix: string;
  private readonly drafts = new Map<string, Draft>();
  /** Whether the last draft is stored: a device has limited room. */
  isStored = true;

  constructor(sub: string, private readonly store = localStorage) {
    this.prefix = `draft/${sub}/`;
    for (const key of Object.keys(store).filter((name) => name.startsWith(this.prefix)).sort()) {
      const draft = JSON.parse(store.getItem(key)!) as Draft;
      this.drafts.set(draft.id, draft);
    }
  }

  get all(): Draft[] {
    return [...this.drafts.values()];
  }

  get(id: string): Draft | undefined {
    return this.drafts.get(id);
  }

  put(draft: Draft): void {
    this.drafts.set(draft.id, draft);
    try {
      this.store.setItem(this.prefix + draft.id, JSON.stringify(draft));
      this.isStored = true;
    } catch {
      this.isStored = false;
    }
  }

  delete(id: string): void {
    this.drafts.delete(id);
    this.store.removeItem(this.prefix + id);
  }
}
