import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openApi } from '../../../build/openapi';
import { CODES } from '../../../src/contract/openapi-responses';
import { OPERATIONS } from '../../../src/contract/operations';
import { ProblemCode, PROBLEMS } from '../../../src/contract/problems';
import { run } from '../../run';
import { routes } from '../routes';
import { synth } from '../synth';
import { NotesAuthorization, NotesOperation } from 'cdk-notes-api';

const ROOT = join(__dirname, '..', '..', '..');
const VALIDATOR = join(ROOT, 'node_modules', '@seriousme', 'openapi-schema-validator', 'bin', 'validate-api-cli.js');

const shipped = JSON.parse(openApi());
const ofConstruct = (props: Parameters<typeof synth>[0]) => JSON.parse(synth(props).notes.openApiDocument);

/** The routes of an OpenAPI document, as `METHOD path`. */
function documented(document: any): string[] {
  return Object.entries<object>(document.paths).flatMap(([path, item]) =>
    Object.keys(item).filter((key) => key !== 'parameters').map((method) => `${method.toUpperCase()} ${path}`)).sort();
}

/** Every value of a key, however deep. */
function valuesOf(key: string, value: unknown): unknown[] {
  return typeof value !== 'object' || value === null
    ? []
    : Object.entries(value).flatMap(([name, inner]) => [...name === key ? [inner] : [], ...valuesOf(key, inner)]);
}

/** Every object, however deep. */
function objectsIn(value: unknown): any[] {
  return typeof value !== 'object' || value === null
    ? []
    : [...Array.isArray(value) ? [] : [value], ...Object.values(value).flatMap(objectsIn)];
}

const operationsOf = (document: any): any[] =>
  Object.values<any>(document.paths).flatMap(({ parameters: _, ...item }) => Object.values<any>(item));

/** The responses of all operations by status, references followed. */
const responsesOf = (document: any): [status: string, response: any][] => operationsOf(document).flatMap((operation) =>
  Object.entries<any>(operation.responses).map(([status, response]): [string, any] =>
    [status, response.$ref ? document.components.responses[response.$ref.split('/').at(-1)] : response]));

const SOME_OPERATIONS = [Object.values(NotesOperation), ...Object.values(NotesOperation).map((operation) => [operation])];

describe('the OpenAPI document', () => {
  let folder: string;
  beforeAll(() => { folder = mkdtempSync(join(tmpdir(), 'notes-openapi-')); });
  afterAll(() => rmSync(folder, { recursive: true }));

  function validate(document: object): string {
    const file = join(folder, 'openapi.json');
    writeFileSync(file, JSON.stringify(document));
    return run(folder, process.env, process.execPath, VALIDATOR, file);
  }

  test('is valid OpenAPI 3.1', () => {
    expect(JSON.parse(validate(shipped))).toEqual({ valid: true });
    expect(shipped.openapi).toBe('3.1.0');
  });

  test('would be found invalid if it were', () => {
    expect(() => validate({ ...shipped, info: { title: 'no version' } })).toThrow('"valid": false');
  });

  test('of a construct is valid too', () => {
    const document = ofConstruct({ authorization: NotesAuthorization.none(), operations: [NotesOperation.GET] });
    expect(JSON.parse(validate(document))).toEqual({ valid: true });
  });

  test('is the file that is committed and packed', () => {
    expect(readFileSync(join(ROOT, 'openapi.json'), 'utf8')).toBe(openApi());
  });

  test('refers to nothing that it does not have', () => {
    const references = valuesOf('$ref', shipped) as string[];
    const dangling = references.filter((reference) =>
      reference.slice(2).split('/').reduce<any>((value, name) => value?.[name], shipped) === undefined);
    expect(references.length).toBeGreaterThan(50);
    expect(dangling).toEqual([]);
  });

  test('has nothing beside a reference, because generators drop it', () => {
    expect(objectsIn(shipped).filter((value) => '$ref' in value && Object.keys(value).length > 1)).toEqual([]);
  });

  test.each(SOME_OPERATIONS)('has no component that nothing refers to: %p', (...operations) => {
    const document = ofConstruct({ operations });
    const { securitySchemes: _, ...components } = document.components;
    const references = new Set(valuesOf('$ref', document));
    const unused = Object.entries<object>(components).flatMap(([kind, named]) =>
      Object.keys(named).filter((name) => !references.has(`#/components/${kind}/${name}`)));
    expect(unused).toEqual([]);
  });

  test('has every problem of the API', () => {
    expect(shipped.components.schemas.ProblemCode.enum).toEqual(Object.keys(PROBLEMS));
  });

  test('tells of each response to a problem which codes it has: those of its status', () => {
    const told = responsesOf(shipped).flatMap(([status, { [CODES]: codes = [] }]) =>
      (codes as ProblemCode[]).map((code) => [status, code] as const));
    const codesTold = new Set(told.map(([, code]) => code));
    // The second one is of an API with changes.
    expect(Object.keys(PROBLEMS).filter((code) => !codesTold.has(code as ProblemCode))).toEqual(['no-such-route', 'resync-required']);
    expect(told.filter(([status, code]) => ![status, undefined].includes(PROBLEMS[code].status?.toString()))).toEqual([]);
  });

  test('names each response that is shared, each schema, and the client of all operations', () => {
    expect(Object.keys(shipped.components.responses)).toEqual(expect.arrayContaining(['Forbidden', 'TooManyRequests', 'InternalServerError']));
    const named = Object.values(shipped.components.schemas);
    expect(objectsIn(shipped).filter((value) => value.properties && !named.includes(value))).toEqual([]);
    expect(valuesOf('tags', shipped.paths)).toEqual(operationsOf(shipped).map(() => ['Notes']));
  });

  test('names each operation once', () => {
    const ids = valuesOf('operationId', shipped);
    expect(new Set(ids).size).toBe(ids.length);
  });
});

test('a response to HEAD has the headers of that to GET, and no body', () => {
  const responses = (operation: any) => Object.fromEntries(Object.entries<any>(operation.responses).map(([status, response]) =>
    [status, { content: undefined, ...response.$ref ? shipped.components.responses[response.$ref.split('/').at(-1)] : response }]));
  for (const { get, head } of Object.values<any>(shipped.paths).filter((path) => path.get)) {
    const read = responses(get);
    expect(responses(head)).toEqual(
      Object.fromEntries(Object.entries(read).map(([status, response]) => [status, { ...response, content: undefined }])),
    );
    expect(head.parameters).toEqual(get.parameters);
  }
});

describe('routes agree', () => {
  const table = Object.values(OPERATIONS).flatMap((operation) => operation.routes.map(({ method, path }) => `${method} ${path}`)).sort();

  test('the template has those of the operation table', () => {
    expect(Object.keys(routes(synth().template)).sort()).toEqual(table);
  });

  test('the document that is shipped has them', () => {
    expect(documented(shipped)).toEqual(table);
  });

  test('the document of a construct has those that it offers, at its own address', () => {
    const document = ofConstruct({ operations: [NotesOperation.CREATE, NotesOperation.GET] });
    expect(documented(document)).toEqual(['GET /notes/{userId}/{id}', 'HEAD /notes/{userId}/{id}', 'POST /notes/{userId}']);
    const { stack, notes } = synth();
    const [{ url }] = JSON.parse(notes.openApiDocument).servers;
    expect(stack.resolve(`${url}/`)).toEqual(stack.resolve(notes.url));
  });
});

test('the document says how callers prove who they are', () => {
  expect(shipped.security).toEqual([{ sigv4: [] }]);
  expect(shipped.components.securitySchemes.sigv4).toMatchObject({ 'x-amazon-apigateway-authtype': 'awsSigv4' });
  const open = ofConstruct({ authorization: NotesAuthorization.none() });
  expect(open.security).toEqual([]);
  expect(open.components.securitySchemes).toEqual({});
});

describe('the preconditions of writes', () => {
  const ofWrites = (document: any) => Object.fromEntries(operationsOf(document)
    .filter(({ operationId }) => /^(replace|patch|delete)Note$/.test(operationId))
    .map(({ operationId, parameters, responses: { 428: refusal } }) => [operationId, {
      parameters: parameters.map(({ $ref }: { $ref: string }) => $ref.split('/').at(-1)),
      isRefused: refusal !== undefined,
    }]));

  test('are required with "requireIfMatch"; a note can also be created with If-None-Match', () => {
    const document = ofConstruct({ requireIfMatch: true });
    expect(ofWrites(document)).toEqual({
      replaceNote: { parameters: ['If-Match', 'If-None-Match'], isRefused: true },
      patchNote: { parameters: ['RequiredIfMatch'], isRefused: true },
      deleteNote: { parameters: ['RequiredIfMatch'], isRefused: true },
    });
    expect(document.components.parameters.RequiredIfMatch).toMatchObject({ name: 'If-Match', in: 'header', required: true });
    expect(document.paths['/notes/{userId}/{id}'].put.description).toContain('requires a precondition');
  });

  test('are optional without it, and in the document of any notes API as well, which has the answer to a request without one', () => {
    const optional = ['If-Match', 'If-None-Match'];
    for (const [document, isRefused] of [[ofConstruct({}), false], [shipped, true]]) {
      expect(ofWrites(document)).toEqual({
        replaceNote: { parameters: optional, isRefused },
        patchNote: { parameters: optional, isRefused },
        deleteNote: { parameters: optional, isRefused },
      });
    }
  });
});
