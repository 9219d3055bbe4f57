import { STATUS_CODES } from 'node:http';
import { PROBLEMS } from '../../../src/contract/problems';

/** The reason phrases of RFC 9110 that Node.js has in an older form. */
const RENAMED: Readonly<Record<number, string>> = { 413: 'content too large', 422: 'unprocessable content' };

test.each(Object.entries(PROBLEMS))('the title of the problem %s is the reason phrase of its status', (_, { status, title }) => {
  expect(title).toBe(status === undefined ? 'request refused' : RENAMED[status] ?? STATUS_CODES[status]!.toLowerCase());
});

test.each(Object.entries(PROBLEMS))('the detail of the problem %s is a sentence', (_, { detail }) => {
  expect(detail).toMatch(/^[A-Z].{10,}\.$/);
});
