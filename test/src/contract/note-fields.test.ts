import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { METADATA_FIELDS, NOTE_FIELD_NAMES, SUMMARY_FIELDS } from '../../../src/contract/note-fields';
import type * as OpenApi from '../../../src/contract/openapi';
import { NotesOperation } from '../../../src/contract/operations';
import { MORE_FIELDS, withFields } from '../../lambda/more-fields';

const ROOT = join(__dirname, '..', '..', '..');

/** The schemas of the OpenAPI document, with further rows in the table of fields. */
async function schemas(): Promise<Record<string, { properties: Record<string, object> }>> {
  const { outputFiles: [{ text }] } = await build({
    absWorkingDir: ROOT,
    entryPoints: ['src/contract/openapi.ts'],
    bundle: true,
    write: false,
    format: 'cjs',
    platform: 'node',
    plugins: [withFields(MORE_FIELDS)],
  });
  const module = { exports: {} as typeof OpenApi };
  new Function('module', 'exports', text)(module, module.exports);
  const document: any = module.exports.openApiDocument({ operations: Object.values(NotesOperation), servers: [], security: {} });
  return document.components.schemas;
}

test('a row in the table of fields is in the bodies and the answers of the OpenAPI document', async () => {
  const { WholeNote, NotePatch, Note, NoteSummary } = await schemas();
  const items = { type: 'string', minLength: 1, maxLength: 9, pattern: '^[^\\u0000-\\u001f\\u007f-\\u009f]*$' };
  const { sampleText, sampleTexts, sampleDate } = MORE_FIELDS;
  expect(WholeNote.properties).toMatchObject({
    sampleText: { type: 'string', description: sampleText.description, maxLength: 9 },
    sampleTexts: { type: 'array', description: sampleTexts.description, maxItems: 3, uniqueItems: true, items },
    sampleDate: { type: 'string', description: sampleDate.description },
  });
  expect(NotePatch.properties).toMatchObject({
    sampleText: { type: ['string', 'null'], maxLength: 9 },
    sampleTexts: { type: ['array', 'null'], items },
    sampleDate: { type: ['string', 'null'] },
  });
  expect(Note.properties).toMatchObject({
    sampleText: { type: 'string' },
    sampleTexts: { type: 'array', items: { type: 'string' } },
    sampleDate: { type: 'string', format: 'date-time' },
  });
  const inSummary = [...SUMMARY_FIELDS, 'sampleText', 'sampleTexts'];
  expect(Object.keys(NoteSummary.properties)).toEqual(['id', ...inSummary, 'updatedAt', 'etag', 'snippet']);
});

test.each(NOTE_FIELD_NAMES)('docs/http-api.md tells of the field %s', (field) => {
  expect(readFileSync(join(ROOT, 'docs', 'http-api.md'), 'utf8')).toContain(`\`${field}\``);
});

test('content, title and tags are what a caller without the right to read must not see', () => {
  expect(NOTE_FIELD_NAMES.filter((field) => !METADATA_FIELDS.includes(field))).toEqual(['content', 'title', 'tags']);
});
