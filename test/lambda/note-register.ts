import { Answer } from './functions';
import { State } from './linearizability';

/** A request about the one note of a history. `expected` is the content that the client saw with the entity tag it names. */
export type NoteRequest =
  | { readonly kind: 'get' }
  | { readonly kind: 'create'; readonly content: string }
  | { readonly kind: 'put'; readonly content: string; readonly expected: string }
  | { readonly kind: 'delete'; readonly expected: string };

const only = (state: State, expected: State, next: State) => (state === expected ? next : undefined);

/** What a request does to the note when its answer is never heard. */
function effect(request: NoteRequest, state: State): State {
  const effects = {
    get: () => state,
    create: ({ content }: { content: string }) => state ?? content,
    put: ({ content, expected }: { content: string; expected: string }) => (state === expected ? content : state),
    delete: ({ expected }: { expected: string }) => (state === expected ? null : state),
  };
  return (effects[request.kind] as (given: NoteRequest) => State)(request);
}

/** What the answer to a request says of the note before and after: a register with compare-and-set. */
export function applied(
  request: NoteRequest,
  { status, json }: Pick<Answer, 'status' | 'json'>,
  isRetried: boolean,
): (state: State) => State | undefined {
  const rules: Record<number, (state: State) => State | undefined> = {
    200: (state) => (request.kind === 'put' ? only(state, request.expected, request.content) : only(state, json.content, state)),
    201: (state) => only(state, null, (request as { content: string }).content),
    // Tried again, a deletion that finds nothing takes the note for deleted by itself.
    204: (state) => only(state, isRetried && state === null ? null : (request as { expected: string }).expected, null),
    404: (state) => only(state, null, null),
    412: (state) => ('expected' in request && state === request.expected ? undefined : only(state, json.current.content, state)),
    503: (state) => effect(request, state),
  };
  return rules[status] ?? (() => undefined);
}
