import { changed, isWrite, merged, NoteRequest, Outcome, Seen, seenIn } from '../lambda/note-register';

/** The note of a history with a trash. */
export interface Trashed {
  /** Null when there is no note. */
  readonly note: Seen | null;
  /** The note in the trash; null when it has none that can be restored. */
  readonly trash: Seen | null;
  /** Whether the time of the note in the trash passes meanwhile: for some functions earlier than for others. */
  readonly mayExpire: boolean;
}

interface Conditional {
  readonly expected?: Seen;
}

export type TrashRequest =
  | Exclude<NoteRequest, { kind: 'list' }>
  | { readonly kind: 'restore' } & Conditional
  | { readonly kind: 'delete for good' } & Conditional;

/** The subject of a request. */
function targetOf({ kind }: TrashRequest, { note, trash }: Trashed): Seen | null {
  return kind === 'restore' ? trash : kind === 'delete for good' ? note ?? trash : note;
}

/** The state after a request that is carried out; undefined when it is not, in this state. */
function carriedOut(request: TrashRequest, state: Trashed, told: Seen): Trashed | undefined {
  if (request.kind === 'restore' || request.kind === 'delete' || request.kind === 'delete for good') {
    const { kind } = request;
    const found = merged(targetOf(request, state), request.expected ?? {});
    if (!found) {
      return undefined;
    }
    const left = { ...found, etag: undefined };
    const note = kind === 'restore' ? merged(left, told)! : null;
    return note === undefined ? undefined : { note, trash: kind === 'delete' ? left : null, mayExpire: false };
  }
  const note = merged(changed(request, state.note), isWrite(request) || state.note ? told : null);
  return note === undefined ? undefined : { ...state, note, ...request.kind === 'create' && { trash: null, mayExpire: false } };
}

/** Whether the request finds nothing. */
function findsNothing(request: TrashRequest, state: Trashed): boolean {
  const isAboutTrash = request.kind === 'restore' || request.kind === 'delete for good';
  return targetOf(request, state) === null || isAboutTrash && state.note === null && state.mayExpire;
}

/** The facts about the states before and after a request that its answer contains. */
export function appliedWithTrash(
  request: TrashRequest, { status, json, isRetried = false }: Outcome,
): (state: Trashed) => Trashed | undefined {
  const success = (state: Trashed) => carriedOut(request, state, json ? seenIn(json) : {});
  const rules: Record<number, (state: Trashed) => Trashed | undefined> = {
    200: success,
    201: success,
    // A repeated deletion that finds nothing assumes that it deleted the note itself.
    204: (state) => (isRetried && findsNothing(request, state) ? state : carriedOut(request, state, {})),
    404: (state) => (findsNothing(request, state) ? state : undefined),
    // Never with the note that was expected.
    412: (state) => {
      const current = seenIn(json.current);
      const isExpected = 'expected' in request && request.expected !== undefined && merged(request.expected, current) !== undefined;
      return !isExpected && merged(targetOf(request, state), current) ? state : undefined;
    },
    503: (state) => carriedOut(request, state, {}),
  };
  return (state) => rules[status]?.(state);
}

/** The time of the note in the trash passes. */
export const expiry = (state: Trashed): Trashed | undefined =>
  (state.mayExpire ? { ...state, trash: null, mayExpire: false } : undefined);
