/** What the opaque tag is of a note without a revision, as the tutorial's own code wrote them. */
export const NO_REVISION = '0';

/** The opaque part of the entity tag of a revision: percent-encoded, because another writer's may hold any character. */
export const opaqueTag = (rev = NO_REVISION): string => encodeURIComponent(rev);

/** The revision with this opaque tag; undefined when none has it. */
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

/** What a request demands of the entity tag of the note that it is about. */
export interface Preconditions {
  readonly ifMatch?: TagList;
  readonly ifNoneMatch?: TagList;
}
