import { createHash } from 'node:crypto';

/** Derives a UUID from a text, so that it is the same at every start. */
export function uuidOf(text: string): string {
  // Version 8 (RFC 9562), which is for custom UUIDs.
  return createHash('sha256').update(text).digest('hex')
    .replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12}).*$/, '$1-$2-8$3-a$4-$5');
}
