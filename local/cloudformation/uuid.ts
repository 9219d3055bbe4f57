import { createHash } from 'node:crypto';

/** The same UUID for the same text, whenever the stack starts. */
export function uuidOf(text: string): string {
  // Of version 8 (RFC 9562), as custom ones are.
  return createHash('sha256').update(text).digest('hex')
    .replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12}).*$/, '$1-$2-8$3-a$4-$5');
}
