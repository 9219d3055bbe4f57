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
  {
    file: 'lambda/dynamodb/clock.ts',
    at: 'const time = Date.parse(date ?? \'\');',
    original: '\'\'',
    replacement: '"Stryker was here!"',
    why: 'neither is a date',
  },
  {
    file: 'lambda/dynamodb/send.ts',
    at: 'throw new Unavailable(\'no answer\', { cause: failure });',
    original: '\'no answer\'',
    replacement: '""',
    why: 'no message of an error is logged or answered',
  },
  {
    file: 'lambda/dynamodb/send.ts',
    at: 'throw Object.assign(new Error(\'no consumed capacity\'), { $metadata: output.$metadata });',
    original: '\'no consumed capacity\'',
    replacement: '""',
    why: 'no message of an error is logged or answered',
  },
  {
    file: 'lambda/dynamodb/send.ts',
    at: 'return error instanceof Error && \'$fault\' in error && error.$fault === \'client\' && error.name !== \'Unknown\';',
    original: 'error instanceof Error && \'$fault\' in error',
    replacement: 'true',
    why: 'an error without a fault has none that is the client\'s; the comparison is for the compiler',
  },
  {
    file: 'lambda/dynamodb/send.ts',
    at: 'return error instanceof Error && \'$fault\' in error && error.$fault === \'client\' && error.name !== \'Unknown\';',
    original: 'error instanceof Error && \'$fault\' in error',
    replacement: 'error instanceof Error || \'$fault\' in error',
    why: 'an error without a fault has none that is the client\'s; the comparison is for the compiler',
  },
  {
    file: 'lambda/dynamodb/send.ts',
    at: 'if (error instanceof Error) {',
    original: 'error instanceof Error',
    replacement: 'true',
    why: 'nothing else is thrown there; the comparison is for the compiler',
  },
  {
    file: 'lambda/http/failure-log.ts',
    at: 'const text = typeof stack === \'string\' ? stack : \'\';',
    original: '\'\'',
    replacement: '"Stryker was here!"',
    why: 'no text that is no stack has a call site',
  },
  {
    file: 'lambda/store/fence.ts',
    at: 'function dateOf({ [UPDATED_AT]: { S = \'\' } = {} as Item[string] }: Item): number | undefined {',
    original: '\'\'',
    replacement: '"Stryker was here!"',
    why: 'neither is a date',
  },
  {
    file: 'lambda/store/fenced.ts',
    at: 'throw new TryAgain(\'the note has a later date\', { cause: error });',
    original: '\'the note has a later date\'',
    replacement: '""',
    why: 'no message of an error is logged or answered',
  },
  {
    file: 'lambda/store/create-once.ts',
    at: 'const { CancellationReasons: reasons = [] } = error;',
    original: '[]',
    replacement: '["Stryker was here"]',
    why: 'a reason without a code and a record is like none',
  },
  {
    file: 'lambda/store/create.ts',
    at: 'const attempted: Note[] = [];',
    original: '[]',
    replacement: '["Stryker was here"]',
    why: 'no stored revision is that of a text, which has none',
  },
  {
    file: 'lambda/store/fence.ts',
    at: 'if (seen !== undefined && seen < now.getTime()) {',
    original: 'seen !== undefined',
    replacement: 'true',
    why: 'undefined is not less than a number; the comparison is for the compiler',
  },
  {
    file: 'lambda/store/fence.ts',
    at: 'const isAhead = seen !== undefined && seen - now.getTime() <= AHEAD_MILLIS;',
    original: 'seen !== undefined',
    replacement: 'true',
    why: 'a difference to undefined is not at most a number; the comparison is for the compiler',
  },
  {
    file: 'lambda/store/update.ts',
    at: 'access: Access, id: string, attempt: (request: Request) => Attempt<UpdateItemCommandOutput>, isDone = (_current: Note) => false,',
    original: '(_current: Note) => false',
    replacement: '() => undefined',
    why: 'undefined is as false',
  },
  {
    file: 'src/rest-api/deployment-snapshot.ts',
    at: 'public readonly added: unknown[] = [];',
    original: '[]',
    replacement: '["Stryker was here"]',
    why: 'a constant more in what is hashed: the hash changes exactly when it did before',
  },
  {
    file: 'src/rest-api/deployment.ts',
    at: 'produce: ({ preparing }) => stack.getLogicalId(resource) + (preparing ? \'\' : snapshot.hash),',
    original: '\'\'',
    replacement: '"Stryker was here!"',
    why: 'while the CDK looks for references it does not use the text',
  },
  {
    file: 'src/rest-api/deployment.ts',
    at: 'if (isNew) {',
    original: 'isNew',
    replacement: 'true',
    why: 'a snapshot that is hashed twice changes the hash exactly when one does',
  },
];
