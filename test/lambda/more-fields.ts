import { readFile } from 'node:fs/promises';
import { Plugin } from 'esbuild';
import { NoteFieldRow } from '../../src/contract/note-fields';

export type Fields = Readonly<Record<string, NoteFieldRow>>;

const ANYWHERE = { bodies: ['WholeNote', 'NotePatch'], required: false, removable: true, isContent: true } as const;

/** A field of each kind that no note has, as one would add it. */
export const MORE_FIELDS: Fields = {
  sampleText: { ...ANYWHERE, kind: 'text', description: 'How the writer felt.', attribute: 'sampleText', inSummary: true, maxBytes: 9 },
  sampleTexts: {
    ...ANYWHERE,
    kind: 'texts',
    description: 'What the note is about.',
    attribute: 'sampleTexts',
    inSummary: true,
    maxItems: 3,
    items: { minBytes: 1, maxBytes: 9, noControlCharacters: true },
  },
  sampleDate: { ...ANYWHERE, kind: 'date-time', description: 'When it is due.', attribute: 'sampleDate', inSummary: false },
};

/** The first line that reads the whole table. Mutation testing rewrites the table itself. */
const NEXT_LINE = 'export const NOTE_FIELD_NAMES =';

/** Adds rows to the table of fields, and changes nothing else. */
export const withFields = (fields: Fields): Plugin => ({
  name: 'fields',
  setup: (bundling) => bundling.onLoad({ filter: /src.contract.note-fields\.ts$/ }, async ({ path }) => {
    const source = await readFile(path, 'utf8');
    expect(source.split(NEXT_LINE)).toHaveLength(2);
    return { loader: 'ts', contents: source.replace(NEXT_LINE, `Object.assign(FIELDS, ${JSON.stringify(fields)});\n${NEXT_LINE}`) };
  }),
});
