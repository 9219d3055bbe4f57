import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DynamoDBClient, PutItemCommand, ScanCommand } from '@aws-sdk/client-dynamodb';
import { App, Stack } from 'aws-cdk-lib';
import { AccountRootPrincipal, Role } from 'aws-cdk-lib/aws-iam';
import { addSnippet, snippets } from './snippets';
import { Template, templateDiff } from './template-diff';
import { LocalStack } from '../../local/local-stack';
import '../bundle';
import { Answer, call } from '../http';
import { sign } from '../sign';
import { NotesApi } from 'cdk-notes-api';

const PAGE = 'restoring.md';
const RESTORED = 'notes-restored';
const [ADOPTING] = snippets(PAGE, 'ts');
const [TABLE_REPLACED] = snippets(PAGE, 'text');

const assembly = mkdtempSync(join(tmpdir(), 'restoring-'));
let stack: LocalStack;
let dynamoDb: DynamoDBClient;

function synthesize(addNotes: (shop: Stack) => void): Template {
  const app = new App({ outdir: assembly, context: { 'aws:cdk:enable-path-metadata': true } });
  const shop = new Stack(app, 'Shop');
  addNotes(shop);
  const backend = new Role(shop, 'Backend', { assumedBy: new AccountRootPrincipal() });
  (shop.node.findChild('Notes') as NotesApi).grants.invoke(backend);
  app.synth();
  return JSON.parse(readFileSync(join(assembly, 'Shop.template.json'), 'utf8'));
}

async function send(method: string, path: string, body?: string): Promise<Answer> {
  const { url } = stack;
  const headers = await sign({ url, method, path, body }, stack.issueCredentials());
  return call(url, method, path, { body, headers });
}

afterAll(async () => {
  dynamoDb?.destroy();
  await stack?.stop();
  rmSync(assembly, { recursive: true });
});

test('the API serves the restored table at the same URL, and the deployment keeps the previous table', async () => {
  const before = synthesize((shop) => new NotesApi(shop, 'Notes'));
  stack = await LocalStack.start({ assembly, warm: false });
  dynamoDb = new DynamoDBClient({
    endpoint: stack.dynamoDbEndpoint, region: 'us-east-1', credentials: { accessKeyId: 'TEST', secretAccessKey: 'TEST' },
  });
  const { url } = stack;
  const [[tableId, table], ...others] = Object.entries(before.Resources).filter(([, { Type }]) => Type.startsWith('AWS::DynamoDB::'));
  expect(others).toEqual([]);
  const { noteId } = (await send('POST', '/notes/alice', '{"content":"Buy milk"}')).json;
  const { Items: [backup] = [] } = await dynamoDb.send(new ScanCommand({ TableName: stack.physicalId(tableId) }));
  await send('PATCH', `/notes/alice/${noteId}`, '{"content":"damaged"}');

  const after = synthesize((shop) => addSnippet(shop, ADOPTING));
  await stack.reload();
  await dynamoDb.send(new PutItemCommand({ TableName: RESTORED, Item: backup }));
  expect(stack.url).toBe(url);
  expect((await send('GET', `/notes/alice/${noteId}`)).json).toMatchObject({ content: 'Buy milk' });
  expect((await send('PATCH', `/notes/alice/${noteId}`, '{"content":"Buy bread"}')).status).toBe(200);

  expect(table.DeletionPolicy).toBe('Retain');
  expect(templateDiff(before, after)).toBe(TABLE_REPLACED);
});
