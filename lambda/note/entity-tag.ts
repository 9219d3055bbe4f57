/** The opaque tag of a note without a revision, as the tutorial's code writes them. */
export const NO_REVISION = '0';

/** The opaque tag of a revision. Percent-encoded, because other writers of the table may use any character. */
export const opaqueTag = (rev = NO_REVISION): string => encodeURIComponent(rev);

/** The revision of an opaque tag; undefined when no revision can have it. */
export function revisionOf(tag: string): string | undefined {
  try {
    const rev = decodeURIComponent(tag);
    return opaqueTag(rev) === tag ? rev : undefined;
  } catch {
    return undefined;
  }
}

/** A list of opaque tags, or `*` for any (RFC 9110, section 13.1). */
export type TagList = readonly string[] | '*';

/** Whether a list names the revision, compared weakly. */
export const lists = (tags: TagList, rev: string | undefined): boolean => tags === '*' || tags.includes(opaqueTag(rev));

/** The conditions of a request on the entity tag of its note. */
export interface Preconditions {
  readonly ifMatch?: TagList;
  readonly ifNoneMatch?: TagList;
}
