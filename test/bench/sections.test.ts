import { withSection } from '../../bench/sections';

test('a section is replaced, and what stands around it stays', () => {
  const document = 'before\n<!-- costs -->\nold\n<!-- /costs -->\nafter\n';
  expect(withSection(document, 'costs', 'new')).toBe('before\n<!-- costs -->\nnew\n<!-- /costs -->\nafter\n');
});

test.each([
  ['neither marker', '# cdk-notes-api'],
  ['the markers in the wrong order', '<!-- /costs -->\n<!-- costs -->\n'],
])('a document with %s is refused', (_, document) => {
  expect(() => withSection(document, 'costs', 'new')).toThrow('the document lacks the markers for the costs: <!-- costs --> … <!-- /costs -->');
});
