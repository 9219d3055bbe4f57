import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import { Annotations, Match } from 'aws-cdk-lib/assertions';
import { HOLE, textsIn } from './message-texts';
import { addSnippet, snippets } from './snippets';
import { PROBLEMS } from '../../src/contract/problems';
import { NotesApi } from 'cdk-notes-api';

const PAGE = 'troubleshooting.md';
const ROOT = join(__dirname, '..', '..');
const SECTIONS = readFileSync(join(ROOT, 'docs', PAGE), 'utf8').split(/^## /m);

/** The first cells of the rows of a section: code, or texts of messages. */
const rowsOf = (heading: string): string[] =>
  [...SECTIONS.find((section) => section.startsWith(heading))!.matchAll(/^\| `([^`]+)`/gm)].map(([, text]) => text);

/** Whether a message begins like a row. What differs is short: a reason of its own makes another message. */
function isAbout(row: string, message: string): boolean {
  const pattern = row.split(HOLE).map((part) => part.replace(/[$()*+.?[\\\]^{|}]/g, '\\$&')).join('[^,:]*');
  return new RegExp(`^${pattern}`).test(message);
}

/** An error says what to do after a colon; a colon in parentheses or braces belongs to an example. */
const isMessage = (text: string): boolean => /^[^({]*\S: \S/.test(text) && text.split(' ').length > 4;

const unknown = (messages: readonly string[], rows: readonly string[]): string[] =>
  messages.filter((message) => !rows.some((row) => isAbout(row, message)));
const outdated = (rows: readonly string[], messages: readonly string[]): string[] =>
  rows.filter((row) => !messages.some((message) => isAbout(row, message)));

const PARTS = readdirSync(join(ROOT, 'src')).filter((part) => part !== 'contract').map((part) => `src/${part}`);
/** Descriptions, not errors. */
const ALARMS = textsIn('src/monitoring/notes-alarms.ts');
const TEXTS = PARTS.flatMap(textsIn).filter((text) => !ALARMS.includes(text));

/** Help, lines for a shell, and progress, by how they begin. */
const NO_ERRORS = ['curl ', '--user ', 'the embedded DynamoDB: ', 'table …: loaded ', '… can be debugged at '];

/** Errors of the local stack and of `npm start`. Messages of AWS, and labels, begin with a capital letter. */
const LOCAL = ['local', 'build/start.cjs', 'build/start.ts'].flatMap(textsIn)
  .filter((text) => !/^[A-Z\d]/.test(text) && !NO_ERRORS.some((beginning) => text.startsWith(beginning)));

test('every error at synthesis has its row, and every row an error', () => {
  const [messages, rows] = [TEXTS.filter(isMessage), rowsOf('Errors at synthesis')];
  expect(unknown(messages, rows)).toEqual([]);
  expect(outdated(rows, messages)).toEqual([]);
});

test('every warning at synthesis has its row, and every row a warning', () => {
  expect(rowsOf('Warnings at synthesis').sort()).toEqual([...new Set(TEXTS.filter((text) => /^cdk-notes-api:[a-z-]+$/.test(text)))].sort());
});

test('every code of a problem has its row, and every row a code', () => {
  expect(rowsOf('Errors over HTTP').sort()).toEqual(Object.keys(PROBLEMS).sort());
});

test('every error of the local stack has its row, and every row a text', () => {
  const rows = rowsOf('Local stack');
  expect(unknown(LOCAL.filter(isMessage), rows)).toEqual([]);
  expect(outdated(rows, [...textsIn('local'), ...textsIn('build')])).toEqual([]);
});

test('an error is as the page shows it', () => {
  const create = () => new NotesApi(new Stack(new App(), 'Shop'), 'Notes', { throttle: { burstLimit: 1.5 } });
  expect(create).toThrow(new Error(snippets(PAGE, 'text')[0].trimEnd()));
});

test('a warning is acknowledged as the page says', () => {
  const stack = new Stack(new App(), 'Shop');
  addSnippet(stack, snippets(PAGE, 'ts')[0]);
  Annotations.fromStack(stack).hasNoWarning('*', Match.anyValue());
});
