/** Replaces `lambda/http/rehearsal.ts`. */
export const rehearsalOf = () => async (): Promise<void> => {};
