import { NOTE_PATCH, WHOLE_NOTE } from '../../../src/contract/note-bodies';
import { NOTE_FIELD_NAMES, NOTE_FIELDS } from '../../../src/contract/note-fields';
import { OPERATIONS, Route } from '../../../src/contract/operations';
import { bodySchema, sharedBodySchema } from '../../../src/contract/schemas';
import { methods } from '../routes';
import { synth } from '../synth';
import { NotesOperation } from 'cdk-notes-api';

const { template } = synth();
const byRoute = methods(template);
const models = template.findResources('AWS::ApiGateway::Model');
const validators = template.findResources('AWS::ApiGateway::RequestValidator');

const all: [string, Route][] = Object.values(OPERATIONS).flatMap(({ routes }) =>
  routes.map((route): [string, Route] => [`${route.method} ${route.path}`, route]),
);

test.each(all)('%s is checked by API Gateway, body and parameters', (route) => {
  expect(validators[byRoute[route].RequestValidatorId.Ref].Properties).toMatchObject({
    ValidateRequestBody: true,
    ValidateRequestParameters: true,
  });
});

test.each(all)('%s has the parameters of the operation table', (name, { path, query }) => {
  const inPath = path.match(/(?<=\{)\w+(?=\})/g)!.map((parameter) => [`method.request.path.${parameter}`, true]);
  const inQuery = query.map((parameter) => [`method.request.querystring.${parameter}`, false]);
  expect(byRoute[name].RequestParameters).toEqual(Object.fromEntries([...inPath, ...inQuery]));
});

test.each(all)('%s has the model of any body, for JSON alone', (name, { body }) => {
  const { RequestModels = {} } = byRoute[name];
  const [model] = Object.keys(models);
  expect(RequestModels).toEqual(Object.fromEntries((body?.mediaTypes ?? []).map((mediaType) => [mediaType, { Ref: model }])));
});

test('there is one model, of what every body must be', () => {
  const inBoth = NOTE_FIELD_NAMES.filter((field) => NOTE_FIELDS[field].bodies.length === 2);
  expect(Object.values(models).map(({ Properties }) => Properties.Schema)).toEqual([{
    $schema: 'http://json-schema.org/draft-04/schema#',
    type: 'object',
    properties: {
      ...Object.fromEntries(inBoth.map((field) => [field, expect.objectContaining({ description: NOTE_FIELDS[field].description })])),
      content: { type: 'string', description: expect.any(String) },
      title: { type: ['string', 'null'], description: expect.any(String), maxLength: 1024, pattern: expect.any(String) },
    },
  }]);
});

test('an API without bodies has no models', () => {
  synth({ operations: [NotesOperation.GET, NotesOperation.LIST] }).template.resourceCountIs('AWS::ApiGateway::Model', 0);
});

test('the schemas say what draft 4 knows', () => {
  expect(bodySchema(WHOLE_NOTE)).toMatchObject({
    type: 'object',
    required: ['content'],
    properties: { content: { type: 'string' }, title: { maxLength: 1024 } },
  });
  expect(bodySchema(NOTE_PATCH)).toMatchObject({ properties: { content: { type: 'string' }, title: { type: ['string', 'null'] } } });
  expect(bodySchema(NOTE_PATCH)).not.toHaveProperty('required');
});

test('what bodies share is required where all of them require it, may be null where one of them takes that, and is all there is', () => {
  const body = { ...WHOLE_NOTE, optional: [], required: ['content', 'title'] as const };
  expect(bodySchema(WHOLE_NOTE)).toMatchObject(sharedBodySchema([WHOLE_NOTE]) as object);
  expect(sharedBodySchema([WHOLE_NOTE, body])).toMatchObject({ required: ['content'], properties: { title: { type: 'string' } } });
  expect(sharedBodySchema([body, { ...body, removable: ['title'] }])).toMatchObject({
    required: ['content', 'title'],
    properties: { title: { type: ['string', 'null'] } },
  });
  expect(Object.keys(sharedBodySchema([WHOLE_NOTE, body]).properties!)).toEqual(['content', 'title']);
});

test('the model of API Gateway has no formats, so it refuses no date-time that the functions accept, and no examples', () => {
  expect(bodySchema(WHOLE_NOTE).properties!.createdAt).toMatchObject({ format: 'date-time', examples: [expect.any(String)] });
  expect(JSON.stringify(sharedBodySchema([WHOLE_NOTE]))).not.toMatch(/"(format|examples)":/);
});
