import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import * as apigateway from 'aws-cdk-lib/aws-apigateway';
import { ShopStack, synthesize } from './sample-app';
import { VaultStack } from './vault';
import { RestApiProperties } from '../../local/api-gateway/rest-api';
import { readAssembly } from '../../local/cloudformation/assembly';
import { InvokeUrls } from '../../local/cloudformation/invoke-urls';
import { Stack as ReadStack } from '../../local/cloudformation/stack';
import { ApiDefinition } from '../../local/openapi/api-definition';
import { openApiDocument } from '../../local/openapi/openapi-document';
import { run } from '../run';
import { NotesApi, NotesAuthorization } from 'cdk-notes-api';

const VALIDATOR = require.resolve('@seriousme/openapi-schema-validator/bin/validate-api-cli.js');
const URL = 'http://127.0.0.1:3000/';

const folders: string[] = [];
afterAll(() => folders.forEach((folder) => rmSync(folder, { recursive: true })));

/** The document of the first API of an app. */
function documentOf(define: (app: App) => void): any {
  const assembly = synthesize(define);
  folders.push(assembly);
  const [stack] = ReadStack.all(readAssembly(assembly), new InvokeUrls());
  const [api] = stack.resources<RestApiProperties>('AWS::ApiGateway::RestApi');
  return JSON.parse(JSON.stringify(openApiDocument(new ApiDefinition(stack, api), URL)));
}

/** The document of an API with two resources, `/pets` and `/pets/{petId}`. */
function petStore(define: (api: apigateway.RestApi, pets: apigateway.Resource, pet: apigateway.Resource) => void): any {
  return documentOf((app) => {
    const api = new apigateway.RestApi(new Stack(app, 'Store'), 'Api', {
      restApiName: 'PetStore', description: 'Sells pets', cloudWatchRole: false, defaultIntegration: new apigateway.MockIntegration(),
    });
    const pets = api.root.addResource('pets');
    define(api, pets, pets.addResource('{petId}'));
  });
}

const { ARRAY, INTEGER, NULL, OBJECT, STRING } = apigateway.JsonSchemaType;

describe.each<[string, (app: App) => void]>([
  ['a shop', (app) => new ShopStack(app, 'Shop')],
  ['a vault', (app) => new VaultStack(app)],
  ['an open notes API', (app) => new NotesApi(new Stack(app, 'Notes'), 'Api', { authorization: NotesAuthorization.none() })],
  ['a notes API with IAM and API keys', (app) => new NotesApi(new Stack(app, 'Notes'), 'Api', { apiKeyRequired: true })],
])('the OpenAPI document of %s', (_, define) => {
  test('is valid OpenAPI 3.0', () => {
    const document = documentOf(define);
    const folder = mkdtempSync(join(tmpdir(), 'openapi-'));
    folders.push(folder);
    writeFileSync(join(folder, 'openapi.json'), JSON.stringify(document));
    expect(document.openapi).toBe('3.0.1');
    expect(JSON.parse(run(folder, process.env, process.execPath, VALIDATOR, 'openapi.json'))).toMatchObject({ valid: true });
  });
});

test('an API has its name, description and local URL', () => {
  const { info, servers } = petStore((_, pets) => pets.addMethod('GET'));
  expect(info).toEqual({ title: 'PetStore', description: 'Sells pets', version: 'local' });
  expect(servers).toEqual([{ url: 'http://127.0.0.1:3000' }]);
});

test('a method has its name, its parameters and the headers and models of its responses', () => {
  const { paths } = petStore((_, __, pet) => pet.addMethod('GET', undefined, {
    operationName: 'GetPet',
    requestParameters: {
      'method.request.path.petId': true, 'method.request.querystring.page': false, 'method.request.header.X-Shop': true,
    },
    methodResponses: [
      {
        statusCode: '200',
        responseParameters: { 'method.response.header.Access-Control-Allow-Origin': true },
        responseModels: { 'application/json': apigateway.Model.EMPTY_MODEL },
      },
      { statusCode: '404' },
    ],
  }));
  expect(paths['/pets/{petId}'].get).toEqual({
    operationId: 'GetPet',
    parameters: [
      { name: 'petId', in: 'path', required: true, schema: { type: 'string' } },
      { name: 'page', in: 'query', schema: { type: 'string' } },
      { name: 'X-Shop', in: 'header', required: true, schema: { type: 'string' } },
    ],
    responses: {
      200: {
        description: '200 response',
        headers: { 'Access-Control-Allow-Origin': { schema: { type: 'string' } } },
        content: { 'application/json': { schema: { $ref: '#/components/schemas/Empty' } } },
      },
      404: { description: '404 response', content: {} },
    },
  });
});

test('models that a method uses are schemas, with those that they name', () => {
  const { components, paths } = petStore((api, pets) => {
    const tag = api.addModel('Tag', { modelName: 'Tag', schema: { type: STRING, enum: ['dog', 'cat'] } });
    api.addModel('Unused', { modelName: 'Unused', schema: { type: STRING } });
    const pet = api.addModel('Pet', {
      modelName: 'Pet',
      schema: {
        type: OBJECT,
        definitions: { Name: { type: STRING } },
        properties: {
          name: { ref: '#/definitions/Name' },
          tags: { type: ARRAY, items: { ref: `https://apigateway.amazonaws.com/restapis/${api.restApiId}/models/${tag.modelId}` } },
          age: { type: [INTEGER, NULL] },
          parent: { ref: '#' },
        },
      },
    });
    pets.addMethod('POST', undefined, { requestModels: { 'application/json': pet } });
  });
  expect(paths['/pets'].post.requestBody)
    .toEqual({ content: { 'application/json': { schema: { $ref: '#/components/schemas/Pet' } } }, required: true });
  expect(components.schemas).toEqual({
    Pet: {
      type: 'object',
      properties: {
        name: { $ref: '#/components/schemas/PetName' },
        tags: { type: 'array', items: { $ref: '#/components/schemas/Tag' } },
        age: { type: 'integer', nullable: true },
        parent: { $ref: '#/components/schemas/Pet' },
      },
    },
    PetName: { type: 'string' },
    Tag: { type: 'string', enum: ['dog', 'cat'] },
  });
});

test('a method that accepts every HTTP method, and its greedy parameter, are there', () => {
  const { paths } = petStore((api) => api.root.addResource('{rest+}').addMethod('ANY'));
  expect(paths['/{rest+}']['x-amazon-apigateway-any-method'].parameters)
    .toEqual([{ name: 'rest', in: 'path', required: true, schema: { type: 'string' } }]);
});

test('methods name their authorizers, and these are security schemes', () => {
  const { components, paths } = documentOf((app) => new ShopStack(app, 'Shop'));
  const { delete: byToken, get: signed, post: byPool, put: withKey } = paths['/guarded'];
  const schemes = [signed, byPool, byToken, withKey]
    .map(({ security: [requirement] }) => components.securitySchemes[Object.keys(requirement)[0]]);
  expect(schemes).toEqual([
    { 'type': 'apiKey', 'in': 'header', 'name': 'Authorization', 'x-amazon-apigateway-authtype': 'awsSigv4' },
    {
      'type': 'apiKey',
      'in': 'header',
      'name': 'Authorization',
      'x-amazon-apigateway-authtype': 'cognito_user_pools',
      'x-amazon-apigateway-authorizer': { type: 'cognito_user_pools', providerARNs: [expect.stringContaining('userpool/')] },
    },
    {
      'type': 'apiKey',
      'in': 'header',
      'name': 'Authorization',
      'x-amazon-apigateway-authtype': 'custom',
      'x-amazon-apigateway-authorizer': { type: 'token', authorizerUri: expect.stringContaining('/invocations'), authorizerResultTtlInSeconds: 300 },
    },
    { type: 'apiKey', in: 'header', name: 'x-api-key' },
  ]);
});

test('a method names its request validator', () => {
  const document = documentOf((app) => new ShopStack(app, 'Shop'));
  const name = document.paths['/orders/{id}'].put['x-amazon-apigateway-request-validator'];
  expect(document['x-amazon-apigateway-request-validators'][name]).toEqual({ validateRequestBody: true, validateRequestParameters: true });
});
