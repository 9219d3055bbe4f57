/** What is stored of one note; null without it. Each write has a content of its own, so the content tells the state. */
export type State = string | null;

/** One request of a client. */
export interface Operation {
  readonly description: string;
  /** When it was asked and answered, as places in the order of all such events. */
  readonly invoked: number;
  readonly answered: number;
  /** Whether nobody knows what became of it: then it may have taken effect at any time since, or never. */
  readonly isUnknown: boolean;
  /** The state after it; undefined when it is not answered so in this state. */
  readonly apply: (state: State) => State | undefined;
}

/**
 * Whether some order of the operations explains all answers, in which none comes before one that was answered before it was asked.
 *
 * @see J. M. Wing and C. Gong, Testing and Verifying Concurrent Objects, 1993
 */
export function isLinearizable(history: readonly Operation[], initial: State): boolean {
  const failed = new Set<string>();
  const search = (pending: readonly Operation[], state: State): boolean => {
    if (pending.every(({ isUnknown }) => isUnknown)) {
      return true;
    }
    const key = `${pending.map((operation) => history.indexOf(operation)).join()} ${state}`;
    if (failed.has(key)) {
      return false;
    }
    const firstAnswer = Math.min(...pending.map(({ isUnknown, answered }) => (isUnknown ? Infinity : answered)));
    const isExplained = pending.filter(({ invoked }) => invoked < firstAnswer).some((operation) => {
      const next = operation.apply(state);
      return next !== undefined && search(pending.filter((other) => other !== operation), next);
    });
    failed.add(key);
    return isExplained;
  };
  return search(history, initial);
}
