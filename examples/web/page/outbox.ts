import type { Note, NotesClient } from 'cdk-notes-api-client';
import { Draft, Drafts, sameText, Text } from './drafts';
import { troubleOf } from './failures';
import { Status } from './status';

const RETRY_MS = 5_000;

/** The events of the outbox. */
export interface OutboxEvents {
  /** The drafts or the status have changed. */
  onChange(): void;
  /** A draft has become this note, or a change of it. */
  onSaved(draftId: string, note: Note): void;
}

/** Sends the drafts that the user has saved. */
export class Outbox {
  private isSending = false;
  private timer?: number;

  constructor(
    private readonly client: NotesClient,
    /** How long to wait for an answer to a draft, in milliseconds. */
    private readonly timeout: number,
    private readonly drafts: Drafts,
    private readonly status: Status,
    private readonly events: OutboxEvents,
  ) {}

  /** Sends waiting drafts, one after another, and tries again later if nothing answers. */
  async send(): Promise<void> {
    this.status.isOffline ||= !navigator.onLine;
    if (this.isSending || !this.next() || !navigator.onLine) {
      this.events.onChange();
      return;
    }
    this.isSending = true;
    clearTimeout(this.timer);
    this.status.message = 'Saving…';
    this.events.onChange();
    try {
      for (let draft = this.next(); draft; draft = this.next()) {
        await this.sendDraft(draft);
      }
    } catch (error) {
      this.status.message = this.status.explain(error);
      this.timer = setTimeout(() => { void this.send(); }, RETRY_MS);
    } finally {
      this.isSending = false;
      this.events.onChange();
    }
  }

  close(): void {
    clearTimeout(this.timer);
  }

  private next(): Draft | undefined {
    return this.drafts.all.find(({ outgoing, trouble }) => outgoing && !trouble);
  }

  /** Rejects if the draft has to wait. */
  private async sendDraft({ id, base, outgoing }: Draft): Promise<void> {
    const { timeout } = this;
    const { title, content } = outgoing!;
    try {
      const note = base
        ? await this.client.update(base, { title: title || null, content }, { timeout })
        : await this.client.create({ ...title && { title }, content }, { timeout, idempotencyKey: id });
      this.status.answered();
      this.saved(id, note, outgoing!);
    } catch (error) {
      const trouble = troubleOf(error);
      if (!trouble) {
        throw error;
      }
      const { outgoing: _outgoing, ...draft } = this.drafts.get(id)!;
      this.status.answered();
      this.status.message = 'Not saved.';
      this.drafts.put({ ...draft, trouble });
      this.events.onChange();
    }
  }

  private saved(draftId: string, note: Note, sent: Text): void {
    // The user may have continued to write while it was sent.
    const { text, isQueued } = this.drafts.get(draftId)!;
    this.drafts.delete(draftId);
    if (!sameText(text, sent)) {
      this.drafts.put({ id: note.id, base: note, text, ...isQueued && { outgoing: text, isQueued } });
    }
    this.status.message = 'Saved.';
    this.events.onSaved(draftId, note);
  }
}
