import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runModule, snippets } from './snippets';
import { PROBLEMS } from '../../src/contract/problems';
import { synth } from '../src/synth';

const ROOT = join(__dirname, '..', '..');
const README = readFileSync(join(ROOT, 'README.md'), 'utf8');
const [FIRST_SCREEN] = README.split('\n## ');

// Its example of a test is a test itself.
runModule(snippets('../README.md', 'tsx')[0]);

test('the README has at most 250 lines', () => {
  expect(README.trimEnd().split('\n').length).toBeLessThanOrEqual(250);
});

test('the first app of the README has at most twelve lines', () => {
  const [, app] = /^```ts nofixture\n(.*?)^```$/ms.exec(FIRST_SCREEN)!;
  expect(app.split('\n').filter(Boolean).length).toBeLessThanOrEqual(12);
});

test('the first screen has five points, and figures that are true', () => {
  expect(FIRST_SCREEN.match(/^- \*\*/gm)).toHaveLength(5);
  expect(FIRST_SCREEN).toContain(`The ${Object.keys(synth().template.toJSON().Resources).length} resources`);
  expect(FIRST_SCREEN).toContain(`${Object.keys(PROBLEMS).length} error codes`);
});

test('the README has every prop in its table, and no other', () => {
  const props = readFileSync(join(ROOT, 'src', 'notes-api-props.ts'), 'utf8').matchAll(/^  readonly (\w+)\?/gm);
  const [, table] = /^## Props$(.*?)^## /ms.exec(README)!;
  const told = [...table.matchAll(/^\| (`[^|]+`) \|/gm)].flatMap(([, cell]) => [...cell.matchAll(/`(\w+)`/g)].map(([, name]) => name));
  expect(told.sort()).toEqual([...props].map(([, name]) => name).sort());
});
