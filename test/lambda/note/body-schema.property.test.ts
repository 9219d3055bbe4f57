import { createRequire } from 'node:module';
import { join } from 'node:path';
import fc from 'fast-check';
import { Request } from '../../../lambda/http/request';
import { noteMembers } from '../../../lambda/note/note-members';
import { Problem } from '../../../lambda/note/problem';
import { NOTE_PATCH, NoteBody, WHOLE_NOTE } from '../../../src/contract/note-bodies';
import { bodySchema, sharedBodySchema } from '../../../src/contract/schemas';
import { bodyValue } from '../bodies';
import { proxyEvent } from '../event';

type Ajv = new (options: object) => { compile(schema: object): (value: unknown) => boolean };

// The validators of the local stack, wherever npm has installed them.
const requireOfLocal = createRequire(join(__dirname, '../../../local/package.json'));
const DRAFTS = {
  'draft 4, as API Gateway reads it': 'ajv-draft-04',
  '2020-12, as OpenAPI 3.1 reads it': 'ajv/dist/2020',
};

/** RFC 3339, section 5.6, as far as a pattern can tell. */
const DATE_TIME = /^\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d:\d\d(\.\d+)?([Zz]|[+-]\d\d:\d\d)$/;
const OPTIONS = { allErrors: true, strict: false, formats: { 'date-time': (text: string) => DATE_TIME.test(text) } };

function refusal(value: unknown, kind: NoteBody): string | undefined {
  try {
    noteMembers(new Request(proxyEvent({ body: JSON.stringify(value) })).json(), kind);
    return undefined;
  } catch (error) {
    return (error as Problem).code;
  }
}

describe.each(Object.entries(DRAFTS))('the schema of a body in %s', (_, module) => {
  const { default: Validator } = requireOfLocal(module) as { default: Ajv };

  test.each([WHOLE_NOTE, NOTE_PATCH])('refuses no $name that the functions accept, and nothing that it refuses do they accept', (kind) => {
    const isValid = new Validator(OPTIONS).compile(bodySchema(kind));
    const seen = { accepted: 0, refusedByBoth: 0, refusedByFunctionsAlone: 0 };
    fc.assert(fc.property(bodyValue, (value) => {
      const code = refusal(value, kind);
      if (code === undefined) {
        expect(isValid(value)).toBe(true);
        seen.accepted++;
      } else {
        expect(['invalid-field', 'invalid-body']).toContain(code);
        seen[isValid(value) ? 'refusedByFunctionsAlone' : 'refusedByBoth']++;
      }
    }), { numRuns: 1500 });
    expect(Math.min(...Object.values(seen))).toBeGreaterThan(5);
  });

  test.each([WHOLE_NOTE, NOTE_PATCH])('that all bodies share refuses no $name that the functions accept', (kind) => {
    const isValid = new Validator(OPTIONS).compile(sharedBodySchema([WHOLE_NOTE, NOTE_PATCH]));
    const seen = { accepted: 0, refusedByBoth: 0, refusedByFunctionsAlone: 0 };
    fc.assert(fc.property(bodyValue, (value) => {
      const isAccepted = refusal(value, kind) === undefined;
      if (isAccepted) {
        expect(isValid(value)).toBe(true);
      }
      seen[isAccepted ? 'accepted' : isValid(value) ? 'refusedByFunctionsAlone' : 'refusedByBoth']++;
    }), { numRuns: 1500 });
    expect(Math.min(...Object.values(seen))).toBeGreaterThan(5);
  });

  test.each([
    ['bytes where it counts characters', WHOLE_NOTE, { content: '', title: 'ä'.repeat(1024) }],
    ['a time before 1970', WHOLE_NOTE, { content: '', createdAt: '1969-12-31T23:59:59Z' }],
    ['a lone surrogate', NOTE_PATCH, { content: '\ud800' }],
  ])('leaves %s to the functions', (_what, kind, value) => {
    expect(new Validator(OPTIONS).compile(bodySchema(kind))(value)).toBe(true);
    expect(refusal(value, kind)).toBe('invalid-field');
  });
});
