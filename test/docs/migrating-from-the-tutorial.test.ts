import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import { LambdaIntegration, MockIntegration, RestApi } from 'aws-cdk-lib/aws-apigateway';
import { AttributeType, BillingMode, Table } from 'aws-cdk-lib/aws-dynamodb';
import { LogLevel, NodejsFunction } from 'aws-cdk-lib/aws-lambda-nodejs';
import { addSnippet, snippets } from './snippets';
import { Template, templateDiff } from './template-diff';
import { LocalStack } from '../../local/local-stack';
import '../bundle';
import { Answer, call } from '../http';
import { NotesApi } from 'cdk-notes-api';

const PAGE = 'migrating-from-the-tutorial.md';
const ROOT = join(__dirname, '..', '..');

/** The table as the tutorial makes it. */
const addTable = (stack: Stack): Table => new Table(stack, 'notesTable', {
  partitionKey: { name: 'PK', type: AttributeType.STRING },
  sortKey: { name: 'SK', type: AttributeType.STRING },
  billingMode: BillingMode.PAY_PER_REQUEST,
});

/** The API of the earlier parts of the tutorial, with a route of its own. */
function addApi(stack: Stack): RestApi {
  const api = new RestApi(stack, 'myFirstApi', {});
  api.root.addResource('dice').addMethod('GET', new MockIntegration());
  return api;
}

/** The functions and routes that the tutorial adds. */
function addNotes(stack: Stack, { root }: RestApi): void {
  const table = stack.node.findChild('notesTable') as Table;
  const [createNote, getNote] = ['create-note', 'get-note'].map((name) => new NodejsFunction(stack, name, {
    entry: join(ROOT, 'bench', 'handlers', 'baseline', `${name}.ts`),
    handler: 'handler',
    environment: { TABLE_NAME: table.tableName },
    bundling: { logLevel: LogLevel.ERROR },
  }));
  table.grantWriteData(createNote);
  table.grantReadData(getNote);
  const notes = root.addResource('notes').addResource('{userId}');
  notes.addMethod('POST', new LambdaIntegration(createNote));
  notes.addResource('{id}').addMethod('GET', new LambdaIntegration(getNote));
}

const [WITH_NOTES_API, PROTECTED] = snippets(PAGE, 'ts');
const [NOTES_API_ADDED, OLD_ROUTES_REMOVED] = snippets(PAGE, 'text');

const STEPS = {
  tutorial: (stack: Stack) => {
    addTable(stack);
    addNotes(stack, addApi(stack));
  },
  beside: (stack: Stack) => {
    addSnippet(stack, WITH_NOTES_API);
    addNotes(stack, addApi(stack));
  },
  after: (stack: Stack) => {
    addSnippet(stack, WITH_NOTES_API);
    addApi(stack);
  },
  protected: (stack: Stack) => {
    addSnippet(stack, PROTECTED);
    addApi(stack);
  },
};
type Step = keyof typeof STEPS;

const assembly = mkdtempSync(join(tmpdir(), 'tutorial-'));
const templates = {} as Record<Step, Template>;
let stack: LocalStack;

function synthesize(step: Step): void {
  const app = new App({ outdir: assembly, context: { 'aws:cdk:enable-path-metadata': true } });
  STEPS[step](new Stack(app, 'MyFirstAppStack'));
  app.synth();
  templates[step] = JSON.parse(readFileSync(join(assembly, 'MyFirstAppStack.template.json'), 'utf8'));
}

async function deploy(step: Step): Promise<void> {
  synthesize(step);
  await stack.reload();
}

const caller = (api: string) => async (method: string, path: string, body?: object, headers?: Record<string, string>): Promise<Answer> => {
  const { url } = stack.apis.find(({ name }) => name.includes(api))!;
  return call(url, method, path, { body: body && JSON.stringify(body), headers });
};
const tutorial = caller('myFirstApi');
const notesApi = caller('Notes');

beforeAll(async () => {
  synthesize('tutorial');
  stack = await LocalStack.start({ assembly, warm: false });
});
afterAll(async () => {
  await stack?.stop();
  rmSync(assembly, { recursive: true });
});

test('the stack of the tutorial becomes a notes API step by step, and its notes stay', async () => {
  const { noteId: milk } = (await tutorial('POST', '/notes/123', { content: 'Buy milk' })).json;

  await deploy('beside');
  expect((await notesApi('GET', `/notes/123/${milk}`)).json).toEqual({ id: milk, content: 'Buy milk', etag: '"0"' });
  expect((await notesApi('PATCH', `/notes/123/${milk}`, { content: 'Buy bread' })).status).toBe(200);
  const { noteId: cat } = (await notesApi('POST', '/notes/123', { content: 'Feed the cat' })).json;
  expect((await tutorial('GET', `/notes/123/${milk}`)).json).toEqual({ id: milk, content: 'Buy bread' });
  expect((await tutorial('GET', `/notes/123/${cat}`)).json).toEqual({ id: cat, content: 'Feed the cat' });

  await deploy('after');
  expect((await tutorial('GET', `/notes/123/${milk}`)).status).toBe(403);
  expect((await tutorial('GET', '/dice')).status).not.toBe(403);
  const { notes } = (await notesApi('GET', '/notes/123')).json;
  expect(notes.map(({ content }: { content: string }) => content).sort()).toEqual(['Buy bread', 'Feed the cat']);

  await deploy('protected');
  expect((await notesApi('GET', '/notes/123')).status).toBe(401);
  const authorization = await stack.issueToken({ sub: '123' });
  expect((await notesApi('GET', `/notes/me/${milk}`, undefined, { authorization })).json).toMatchObject({ id: milk, content: 'Buy bread' });
});

test('the page shows what each deployment changes', () => {
  expect(templateDiff(templates.tutorial, templates.beside)).toBe(NOTES_API_ADDED);
  expect(templateDiff(templates.beside, templates.after)).toBe(OLD_ROUTES_REMOVED);
});

test('no step removes or replaces the table', () => {
  const tables = Object.values(templates).map(({ Resources }) => Object.entries(Resources)
    .filter(([, { Type }]) => Type.startsWith('AWS::DynamoDB::'))
    .map(([logicalId, { Properties }]) => ({ logicalId, key: Properties!.KeySchema })));
  expect(tables).toEqual(tables.map(() => tables[0]));
});

test('the notes are mounted at the old URL only once the old routes are removed', () => {
  const mount = (addOldRoutes: (api: RestApi) => void): void => {
    const mounted = new Stack(new App(), 'Mounted');
    const [table, api] = [addTable(mounted), addApi(mounted)];
    addOldRoutes(api);
    new NotesApi(mounted, 'Notes', { table, mountOn: api.root });
  };
  expect(() => mount(({ root }) => root.addResource('notes'))).toThrow('"mountOn" is /, which already has a resource "notes"');
  expect(() => mount(() => {})).not.toThrow();
});
