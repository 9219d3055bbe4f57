/** An action of a client on the note. */
export type Wanted = 'read' | 'put' | 'patch' | 'delete' | 'restore' | 'delete for good';

/** A kind of histories. */
export interface HistoryKind {
  /** The frequency of each action. */
  readonly wanted: readonly Wanted[];
  /** The number of writes in ten that name the state that the client saw. */
  readonly conditional: number;
  /** The origin of the note: it exists before, or is created with an idempotency key, or by a client that misses it. */
  readonly begins: 'stored' | 'with a key' | 'missing';
  /** Whether a client that misses the note creates it again. */
  readonly isRemade: boolean;
}

const WRITES: readonly Wanted[] = ['read', 'put', 'put', 'patch', 'patch'];
const ALL: readonly Wanted[] = [...WRITES, 'delete'];

export const HISTORY_KINDS = {
  'writes without a precondition': { wanted: WRITES, conditional: 0, begins: 'stored', isRemade: false },
  'writes with and without preconditions': { wanted: ALL, conditional: 5, begins: 'stored', isRemade: false },
  'after a creation with a key': { wanted: ALL, conditional: 5, begins: 'with a key', isRemade: false },
  'preconditions, and created again': { wanted: [...ALL, 'delete'], conditional: 10, begins: 'missing', isRemade: true },
  'without preconditions, and created again': { wanted: [...ALL, 'delete'], conditional: 2, begins: 'missing', isRemade: true },
} as const satisfies Record<string, HistoryKind>;

/** With a trash, a client that misses the note creates it again or restores it. */
export const TRASH_KIND: Pick<HistoryKind, 'wanted' | 'conditional'> = {
  wanted: ['read', 'put', 'patch', 'delete', 'delete', 'restore', 'restore', 'delete for good'],
  conditional: 3,
};

export type HistoryKindName = keyof typeof HISTORY_KINDS;
