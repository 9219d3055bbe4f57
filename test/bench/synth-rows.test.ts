import { join } from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { CfnModel, CfnRestApi } from 'aws-cdk-lib/aws-apigateway';
import flags from 'aws-cdk-lib/recommended-feature-flags.json';
import { deploy } from '../../bench/synth/rows/bare/deployment';
import { bareResources } from '../../bench/synth/rows/bare-resources';
import { nodejsFunctions } from '../../bench/synth/rows/nodejs-functions';
import { notesApi } from '../../bench/synth/rows/notes-api';
import { Row } from '../../bench/synth/rows/row';
import { canonicalJson } from '../../src/cdk/canonical-json';
import { OPERATIONS } from '../../src/contract/operations';
import { HANDLERS, PATHS, resourcePaths, ROUTES } from '../operations';

const ROOT = join(__dirname, '..', '..');
const SOURCES = { handlers: join(ROOT, 'bench', 'handlers', 'baseline'), bundle: join(ROOT, 'assets', 'lambda') };

/** A template of a row, and the number of its code assets. */
function synth(row: Row) {
  const app = new App({ context: flags });
  const stack = new Stack(app, 'Notes');
  row(stack, SOURCES);
  const template = Template.fromStack(stack);
  const code = Object.values(template.findResources('AWS::Lambda::Function')).map(({ Properties }) => Properties.Code.S3Key);
  return { template, assets: new Set(code).size };
}

describe.each([
  { name: 'notesApi', row: notesApi, table: 'AWS::DynamoDB::GlobalTable', assets: 1 },
  { name: 'nodejsFunctions', row: nodejsFunctions, table: 'AWS::DynamoDB::Table', assets: HANDLERS.length },
  { name: 'bareResources', row: bareResources, table: 'AWS::DynamoDB::GlobalTable', assets: 1 },
])('$name', ({ row, table, assets }) => {
  let synthesised: ReturnType<typeof synth>;
  beforeAll(() => { synthesised = synth(row); });

  test('has a table for notes, paid for by the request, that can be restored', () => {
    const recovery = { PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true } };
    synthesised.template.resourceCountIs(table, 1);
    synthesised.template.hasResourceProperties(table, {
      KeySchema: [{ AttributeName: 'PK', KeyType: 'HASH' }, { AttributeName: 'SK', KeyType: 'RANGE' }],
      BillingMode: 'PAY_PER_REQUEST',
      ...table.endsWith('GlobalTable') ? { Replicas: [Match.objectLike(recovery)] } : recovery,
    });
  });

  test('has a function for each operation, whose code is as many assets as it takes', () => {
    synthesised.template.resourceCountIs('AWS::Lambda::Function', HANDLERS.length);
    expect(synthesised.assets).toBe(assets);
  });

  test('lets each function do one thing to the table', () => {
    const policies = [
      ...Object.values(synthesised.template.findResources('AWS::IAM::Policy')).map(({ Properties }) => Properties),
      ...Object.values(synthesised.template.findResources('AWS::IAM::Role')).flatMap(({ Properties }) => Properties.Policies ?? []),
    ];
    const actions = policies.flatMap(({ PolicyDocument }) => PolicyDocument.Statement).map(({ Action }) => Action);
    expect(actions.filter((action) => /^dynamodb:/.test(action)).sort())
      .toEqual(Object.values(OPERATIONS).map(({ action }) => action).sort());
  });

  test('has a REST API with a method for each route, each for signed requests to a function', () => {
    const methods = Object.values(synthesised.template.findResources('AWS::ApiGateway::Method')).map(({ Properties }) => Properties);
    expect(methods.map(({ HttpMethod }) => HttpMethod).sort()).toEqual(ROUTES.map(({ method }) => method).sort());
    expect(methods.map(({ AuthorizationType, Integration }) => `${AuthorizationType} ${Integration.Type}`)).toEqual(
      Array(ROUTES.length).fill('AWS_IAM AWS_PROXY'),
    );
    synthesised.template.resourceCountIs('AWS::ApiGateway::RestApi', 1);
    synthesised.template.resourceCountIs('AWS::ApiGateway::Resource', resourcePaths(PATHS).length);
    synthesised.template.resourceCountIs('AWS::ApiGateway::Stage', 1);
  });
});

interface Resource {
  readonly Type: string;
  readonly Properties: { readonly Name?: string };
  readonly DependsOn?: string | string[];
}

/** The resources of a row by their types: sorted, without the names that they got from their places in the app. */
function anonymous(row: Row): Resource[] {
  const resources = Object.entries<Resource>(synth(row).template.toJSON().Resources);
  const byType = (text: string) => resources.reduce((named, [id, { Type }]) => named.replaceAll(`"${id}"`, `"${Type}"`), text);
  return resources
    .map(([, resource]) => canonicalJson({ ...resource, Properties: { ...resource.Properties, Name: resource.Properties.Name && 'a name' } }))
    .map((json): Resource => JSON.parse(byType(json)))
    .map((resource) => ({ ...resource, DependsOn: [resource.DependsOn ?? []].flat().sort() }))
    .sort((one, other) => canonicalJson(one) < canonicalJson(other) ? -1 : 1);
}

describe('the bare resources', () => {
  const [ours, bare] = [anonymous(notesApi), anonymous(bareResources)];

  test('are as many of each type as those of the construct', () => {
    const types = (resources: Resource[]) => resources.map(({ Type }) => Type);
    expect(types(bare)).toEqual(types(ours));
    expect(bare).toHaveLength(39);
  });

  test('have the properties of those of the construct', () => {
    expect(bare).toEqual(ours);
  });
});

test('the bare deployment is another one when a resource of its API is', () => {
  const deployment = (description: string) => {
    const stack = new Stack(new App({ context: flags }), 'Notes');
    const api = new CfnRestApi(stack, 'Api', { name: 'Notes' });
    deploy(stack, api, [new CfnModel(stack, 'Model', { restApiId: api.ref, description, schema: {} })]);
    return Object.keys(Template.fromStack(stack).findResources('AWS::ApiGateway::Deployment'));
  };
  expect(deployment('one')).toEqual(deployment('one'));
  expect(deployment('one')).not.toEqual(deployment('another'));
});
