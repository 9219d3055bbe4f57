export const utf8Length = (text: string): number => Buffer.byteLength(text);

/** Unicode general category Cc. */
const CONTROL_CHARACTER = /\p{Cc}/u;

export const hasControlCharacter = (text: string): boolean => CONTROL_CHARACTER.test(text);

/** The beginning of a well-formed text, one code unit less where the cut would fall into a surrogate pair. */
export function excerpt(text: string, maxLength: number): string {
  const beginning = text.slice(0, maxLength);
  return beginning.isWellFormed() ? beginning : beginning.slice(0, -1);
}
