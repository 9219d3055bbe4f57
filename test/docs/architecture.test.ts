import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { architecture } from '../../build/architecture';
import { OPERATIONS } from '../../src/contract/operations';

const PICTURE = readFileSync(join(__dirname, '..', '..', 'docs', 'architecture.svg'), 'utf8');

test('the picture of the README is as it is drawn today', () => {
  expect(PICTURE).toBe(architecture());
});

test.each(Object.values(OPERATIONS))('the picture shows $handler with its routes and its one action', ({ action, handler, routes }) => {
  const texts = [...PICTURE.matchAll(/>([^<]+)<\/text>/g)].map(([, text]) => text);
  expect(texts).toEqual(expect.arrayContaining([handler, action.replace('dynamodb:', '')]));
  for (const { method, path } of routes) {
    expect(texts).toContainEqual(expect.stringMatching(new RegExp(`\\b${method}\\b.* ${path.replace(/[{}]/g, '\\$&')}$`)));
  }
});
