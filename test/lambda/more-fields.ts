import { readFile } from 'node:fs/promises';
import { Plugin } from 'esbuild';
import { NoteFieldRow } from '../../src/contract/note-fields';

export type Fields = Readonly<Record<string, NoteFieldRow>>;

const ANYWHERE = { bodies: ['WholeNote', 'NotePatch'], required: false, removable: true } as const;

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

const LAST_LINE = '} as const satisfies Readonly<Record<string, NoteFieldRow>>;';

/** Adds rows to the table of fields, and changes nothing else. */
export const withFields = (fields: Fields): Plugin => ({
  name: 'fields',
  setup: (bundling) => bundling.onLoad({ filter: /src.contract.note-fields\.ts$/ }, async ({ path }) => {
    const source = await readFile(path, 'utf8');
    expect(source.split(LAST_LINE)).toHaveLength(2);
    return { loader: 'ts', contents: source.replace(LAST_LINE, `...${JSON.stringify(fields)},\n${LAST_LINE}`) };
  }),
});
