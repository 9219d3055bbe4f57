/** A mutant that no test can notice. */
export interface Equivalent {
  readonly file: string;
  /** The source line that it begins on, without indentation. */
  readonly at: string;
  readonly original: string;
  readonly replacement: string;
  readonly why: string;
}

/** Mutants that behave as the code does, or differ where nobody can see it. An entry that matches no mutant is an error. */
export const EQUIVALENTS: readonly Equivalent[] = [
  {
    file: 'lambda/http/cors.ts',
    at: 'return { ...VARY, ...(origin !== undefined && ALLOWED_ORIGINS.includes(origin) && sharedWith(origin)) };',
    original: 'origin !== undefined',
    replacement: 'true',
    why: 'no list of origins includes undefined; the comparison is for the compiler',
  },
  {
    file: 'lambda/http/entity-tags.ts',
    at: 'const elements = header.match(/(?:[^,"]|"[^"]*"?)+/g) ?? [];',
    original: '[]',
    replacement: '["Stryker was here"]',
    why: 'a list without elements and one with an element that is no tag are refused alike',
  },
  {
    file: 'lambda/http/path.ts',
    at: '} catch {',
    original: '{ return undefined; }',
    replacement: '{}',
    why: 'a function without a return gives undefined',
  },
  {
    file: 'lambda/http/request.ts',
    at: 'const above = path.replace(/\\/$/, \'\').split(\'/\').slice(0, -ownSegments).join(\'/\');',
    original: '\'\'',
    replacement: '"Stryker was here!"',
    why: 'the last segment is cut off, whatever it ends with',
  },
  {
    file: 'lambda/http/request.ts',
    at: '? new TextDecoder(\'utf-8\', { fatal: true, ignoreBOM: true }).decode(Buffer.from(body ?? \'\', \'base64\'))',
    original: '\'\'',
    replacement: '"Stryker was here!"',
    why: 'the text is no JSON, and neither is the empty one',
  },
  {
    file: 'lambda/http/request.ts',
    at: ': (body ?? \'\');',
    original: '\'\'',
    replacement: '"Stryker was here!"',
    why: 'the text is no JSON, and neither is the empty one',
  },
  {
    file: 'lambda/note/cursor.ts',
    at: '} catch {',
    original: '{ return undefined; }',
    replacement: '{}',
    why: 'a function without a return gives undefined',
  },
  {
    file: 'lambda/note/date-time.ts',
    at: 'const milliseconds = Date.parse(text.toUpperCase().replace(\' \', \'T\').replace(/(?<=\\.\\d{3})\\d+/, \'\'));',
    original: 'text.toUpperCase()',
    replacement: 'text.toLowerCase()',
    why: 'Date.parse of Node.js reads either case, which the standard does not promise',
  },
  {
    file: 'lambda/note/entity-tag.ts',
    at: '} catch {',
    original: '{ return undefined; }',
    replacement: '{}',
    why: 'a function without a return gives undefined',
  },
  {
    file: 'lambda/note/note-id.ts',
    at: 'id.length > 0 && id.isWellFormed() && id < FIRST_INTERNAL_KEY && !id.includes(FIRST_INTERNAL_KEY) && utf8Length(id) <= LIMITS.noteIdBytes;',
    original: 'id < FIRST_INTERNAL_KEY',
    replacement: 'id <= FIRST_INTERNAL_KEY',
    why: 'the tilde alone is refused by the condition that follows',
  },
  {
    file: 'lambda/note/objection.ts',
    at: 'if (minBytes !== undefined && utf8Length(value) < minBytes) {',
    original: 'minBytes !== undefined',
    replacement: 'true',
    why: 'no length is less than undefined; the comparison is for the compiler',
  },
  {
    file: 'lambda/note/objection.ts',
    at: 'if (maxBytes !== undefined && utf8Length(value) > maxBytes) {',
    original: 'maxBytes !== undefined',
    replacement: 'true',
    why: 'no length is greater than undefined; the comparison is for the compiler',
  },
];
