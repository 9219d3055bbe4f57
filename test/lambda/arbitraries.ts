import fc from 'fast-check';

/** Characters that a layer between client and table could treat in a special way. */
const TRICKY = [
  'a', 'Z', '0', '-', '_', '.', '"', "'", ',', ';', ':', '*', '\\', '/', '%', '+', '=', '#', '~', '}', ' ', '\t', '\n', '\0', '\x1f',
  '\x7f', '\x85', 'ä', '\u00a0', '€', '\u2028', '\ufeff', '\u202e', '\uffff', '😀', '\u{10ffff}',
];

type Length = Pick<fc.StringConstraints, 'minLength' | 'maxLength' | 'size'>;

const character = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...TRICKY) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }) },
);

/** Well-formed Unicode of any kind. */
export const text = (length: Length = {}) => fc.string({ unit: character, ...length });

/** Any string of JavaScript, often with a lone surrogate. */
export const anyString = (length: Length = {}) => fc.string({
  unit: fc.oneof({ weight: 5, arbitrary: character }, { weight: 1, arbitrary: fc.constantFrom('\ud800', '\udfff') }),
  ...length,
});

/** A printable character of ASCII that is not the space. */
export const visibleAscii = fc.integer({ min: 0x21, max: 0x7e }).map((code) => String.fromCharCode(code));

/** Well-formed text of about as many bytes of UTF-8 as given. */
export const textAround = (bytes: number) =>
  fc
    .tuple(fc.constantFrom('a', 'ä', '€', '😀'), fc.integer({ min: -2, max: 2 }), text({ maxLength: 2 }))
    .map(([filling, more, end]) => filling.repeat(Math.floor((bytes + more) / Buffer.byteLength(filling))) + end);
