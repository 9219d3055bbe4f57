export const utf8Length = (text: string): number => Buffer.byteLength(text, 'utf8');

/** Unicode general category Cc. */
const CONTROL_CHARACTER = /\p{Cc}/u;

export const hasControlCharacter = (text: string): boolean => CONTROL_CHARACTER.test(text);
