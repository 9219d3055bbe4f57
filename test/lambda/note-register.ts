import { Answer } from './functions';

/** The known part of a note: an undefined member is unknown, and a title of null means no title. */
export interface Seen {
  readonly id?: string;
  readonly content?: string;
  readonly title?: string | null;
  readonly etag?: string;
}

/** The note of a history, with the values that identify the attempts of one write. */
export interface Register {
  /** Null when there is no note. */
  readonly note: Seen | null;
  /** The number of times that it was created. */
  readonly births: number;
  /** The time of the last write, if it is known. */
  readonly stamp?: string;
  /** The creation of the note that each request with several attempts last wrote to. */
  readonly effects?: Readonly<Record<string, number>>;
}

interface Conditional {
  /** The note that the client saw with the entity tag that it sends; undefined if it sends none. */
  readonly expected?: Seen;
}

/** A request about the one note of a history. */
export type NoteRequest =
  | { readonly kind: 'get' }
  | { readonly kind: 'list' }
  | { readonly kind: 'create'; readonly note: Seen; readonly hasKey?: boolean }
  | { readonly kind: 'put'; readonly note: Seen } & Conditional
  | { readonly kind: 'patch'; readonly note: Seen } & Conditional
  | { readonly kind: 'delete' } & Conditional;

/** The outcome of a request. */
export interface Outcome extends Pick<Answer, 'status' | 'json'> {
  /** Whether it took more than one attempt. */
  readonly isRetried?: boolean;
  /** The time that its attempts write, if it is known. */
  readonly stamp?: string;
}

export const registerOf = (note: Seen | null): Register => ({ note, births: note ? 1 : 0 });

/** The combined knowledge about a note; undefined if the two contradict each other. */
export function merged(one: Seen | null | undefined, other: Seen | null | undefined): Seen | null | undefined {
  if (!one || !other) {
    return one === other ? one : undefined;
  }
  const members = (['id', 'content', 'title', 'etag'] as const).map((name) => [name, one[name], other[name]] as const);
  return members.some(([, mine, its]) => mine !== undefined && its !== undefined && mine !== its)
    ? undefined
    : Object.fromEntries(members.map(([name, mine, its]) => [name, mine ?? its]));
}

/** The facts about a note in its document: a document without content may also omit the title. */
export const seenIn = ({ id, noteId, content, title, etag }: Record<string, string>): Seen =>
  ({ id: id ?? noteId, content, title: content === undefined ? title : title ?? null, etag });

/** The note after a request that is carried out; undefined when it is not, in this state. */
export function changed(request: NoteRequest, note: Seen | null): Seen | null | undefined {
  if (!isWrite(request)) {
    return note;
  }
  if (request.kind === 'create') {
    return note ? undefined : request.note;
  }
  const found = note && merged(note, request.expected ?? {});
  if (!found) {
    return undefined;
  }
  switch (request.kind) {
    case 'put': return { id: found.id, ...request.note };
    case 'patch': return { ...found, etag: undefined, ...request.note };
    case 'delete': return null;
  }
}

/** The facts about the note in an answer. */
const told = ({ kind }: NoteRequest, json: any): Seen | null | undefined =>
  kind !== 'list' ? seenIn(json) : json.notes.length > 1 ? undefined : json.notes[0] ? seenIn(json.notes[0]) : null;

type Read = Extract<NoteRequest, { kind: 'get' } | { kind: 'list' }>;

export const isWrite = (request: NoteRequest): request is Exclude<NoteRequest, Read> => request.kind !== 'get' && request.kind !== 'list';

/** The facts about the note before and after a request that its answer contains: a register with compare-and-set. */
export function applied(
  request: NoteRequest, { status, json, isRetried = false, stamp }: Outcome,
): (state: Register) => Register | undefined {
  const success = (note: Seen | null) => merged(changed(request, note), told(request, json));
  const rules: Record<number, (note: Seen | null) => Seen | null | undefined> = {
    200: success,
    201: success,
    // A repeated deletion that finds nothing assumes that it deleted the note itself.
    204: (note) => (isRetried && note === null ? null : changed(request, note)),
    404: (note) => (note === null ? null : undefined),
    // Never with the note that was expected.
    412: (note) => ('expected' in request && merged(request.expected, seenIn(json.current)) ? undefined : merged(note, seenIn(json.current))),
    503: (note) => changed(request, note),
  };
  return (state) => {
    const note = rules[status]?.(state.note);
    if (note === undefined) {
      return undefined;
    }
    if (!isWrite(request) || status === 404 || status === 412 || note === state.note) {
      return { ...state, note };
    }
    return { ...state, note, births: state.births + Number(request.kind === 'create'), stamp: json?.updatedAt ?? stamp };
  };
}

/**
 * An attempt of a request that nothing fences after its note was deleted: it creates the note again, or writes to a note that was created
 * again, unless that note is known to have a later write.
 */
export function oneOfSeveral(
  request: string, stamp: string | undefined, apply: (state: Register) => Register | undefined,
): (state: Register) => Register | undefined {
  return (state) => {
    const next = apply(state);
    if (next === undefined || next.note === state.note) {
      return next;
    }
    const { births, effects, stamp: written } = state;
    const isCreation = next.births > births;
    const isFenced = stamp === undefined || written !== undefined && written >= stamp;
    const isFurther = effects?.[request] !== undefined;
    return isFurther && !isCreation && (isFenced || births <= effects[request])
      ? undefined
      : { ...next, effects: { ...effects, [request]: next.births } };
  };
}
