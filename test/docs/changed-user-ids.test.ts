import { App, Stack } from 'aws-cdk-lib';
import { Annotations, Match } from 'aws-cdk-lib/assertions';
import { addSnippet, snippets } from './snippets';
import { LocalStack } from '../../local/local-stack';
import '../bundle';
import { call } from '../http';

const KEEPS_OLD_IDS = snippets('changed-user-ids.md', 'ts').find((snippet) => snippet.includes('userIdClaim'))!;

let stack: LocalStack;
afterAll(async () => stack?.stop());

test('a user of the new pool has the notes of the id in the attribute, which raises no warning', async () => {
  const app = new App();
  const shop = new Stack(app, 'Shop');
  addSnippet(shop, KEEPS_OLD_IDS);
  Annotations.fromStack(shop).hasNoWarning('*', Match.anyValue());
  stack = await LocalStack.start({ assembly: app.synth().directory, warm: false });

  const request = async (path: string, claims?: Record<string, string>) => {
    const authorization = await stack.issueToken({ sub: 'new-id', claims });
    return call(stack.url, 'GET', path, { headers: { authorization } });
  };
  expect((await request('/notes/old-id', { 'custom:notesUserId': 'old-id' })).status).toBe(200);
  expect((await request('/notes/new-id', { 'custom:notesUserId': 'old-id' })).status).toBe(403);
  expect((await request('/notes/new-id')).status).toBe(401);
});
