import { App, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { CfnRestApi, DomainName, RestApi, TokenAuthorizer } from 'aws-cdk-lib/aws-apigateway';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import { UserPool } from 'aws-cdk-lib/aws-cognito';
import { AttributeType, Table } from 'aws-cdk-lib/aws-dynamodb';
import { Vpc } from 'aws-cdk-lib/aws-ec2';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Code, Function, Runtime } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { NotesApi, NotesApiProps, NotesAuthorization } from 'cdk-notes-api';

const certificate = (scope: Construct) =>
  Certificate.fromCertificateArn(scope, 'Certificate', 'arn:aws:acm:us-east-1:123456789012:certificate/1');

function notesApi(propsOf: (stack: Stack) => NotesApiProps = () => ({})) {
  const stack = new Stack(new App(), 'Stack', { env: { region: 'us-east-1' } });
  return { stack, notes: new NotesApi(stack, 'Notes', propsOf(stack)) };
}

const refuse = (scope: Construct) =>
  new Function(scope, 'Refuse', { runtime: Runtime.NODEJS_24_X, handler: 'index.handler', code: Code.fromInline('-') });
const keys = { partitionKey: { name: 'PK', type: AttributeType.STRING }, sortKey: { name: 'SK', type: AttributeType.STRING } };

const WEB_ACL = 'arn:aws:wafv2:us-east-1:123456789012:regional/webacl/Notes/1';

/** All requests. */
const MODES: [name: string, propsOf: (stack: Stack) => NotesApiProps][] = [
  ['no props', () => ({})],
  ['no authorization', () => ({ authorization: NotesAuthorization.none() })],
  ['Cognito', (stack) => ({ authorization: NotesAuthorization.cognito([new UserPool(stack, 'Users')]) })],
  [
    'an authorizer',
    (stack) => ({
      authorization: NotesAuthorization.custom(new TokenAuthorizer(stack, 'Authorizer', { handler: refuse(stack) }), {
        userIdContextKey: 'userId',
      }),
    }),
  ],
  [
    'limits and other origins',
    () => ({ throttle: { rateLimit: 1, burstLimit: 1 }, webAclArn: WEB_ACL, apiKeyRequired: true, corsOrigins: ['*'] }),
  ],
  ['a key', (stack) => ({ encryptionKey: new Key(stack, 'Key') })],
  ['a table', (stack) => ({ table: new Table(stack, 'Table', { ...keys, timeToLiveAttribute: 'expiresAt' }) })],
  ['replicas', () => ({ replicaRegions: ['eu-west-1'] })],
  ['a VPC', (stack) => ({ vpc: new Vpc(stack, 'Vpc') })],
  ['what watches it', () => ({ monitoring: {}, tracing: true, accessLogs: true })],
];

describe('the stack has outputs for nobody who did not ask', () => {
  test.each(MODES)('with %s', (_, propsOf) => {
    const { stack } = notesApi(propsOf);
    Template.fromStack(stack).templateMatches({ Outputs: Match.absent() });
  });

  test('mounted on an API, whose own output stays', () => {
    const { stack } = notesApi((scope) => ({ mountOn: new RestApi(scope, 'Shop', { cloudWatchRole: false }).root }));
    expect(Object.keys(Template.fromStack(stack).toJSON().Outputs)).toEqual([expect.stringMatching(/^ShopEndpoint\w{8}$/)]);
  });
});

describe('a domain name', () => {
  type Resources = Record<string, { Type: string; Properties: object }>;
  const resources = ({ stack }: { stack: Stack }): Resources => Template.fromStack(stack).toJSON().Resources;
  const without = resources(notesApi());

  test.each<[string, (notes: NotesApi) => void, object[]]>([
    [
      'of the API',
      ({ api }) => api.addDomainName('Domain', { domainName: 'notes.example.com', certificate: certificate(api) }),
      [{ Type: 'AWS::ApiGateway::BasePathMapping', RestApiId: 'the API', Stage: 'the stage' }],
    ],
    [
      'with a base path',
      ({ api }) => api.addDomainName('Domain', { domainName: 'notes.example.com', certificate: certificate(api), basePath: 'v1' }),
      [{ Type: 'AWS::ApiGateway::BasePathMapping', RestApiId: 'the API', Stage: 'the stage', BasePath: 'v1' }],
    ],
    [
      'with a base path of several levels',
      ({ api }) => api.addDomainName('Domain', { domainName: 'notes.example.com', certificate: certificate(api), basePath: 'shop/v1' }),
      [{ Type: 'AWS::ApiGatewayV2::ApiMapping', ApiId: 'the API', Stage: 'the stage', ApiMappingKey: 'shop/v1' }],
    ],
    [
      "of one's own",
      ({ api }) => new DomainName(api, 'Own', { domainName: 'notes.example.com', certificate: certificate(api), mapping: api }),
      [{ Type: 'AWS::ApiGateway::BasePathMapping', RestApiId: 'the API', Stage: 'the stage' }],
    ],
    [
      'that other APIs have, too',
      ({ api }) => {
        const domain = new DomainName(api, 'Own', { domainName: 'notes.example.com', certificate: certificate(api) });
        domain.addBasePathMapping(api, { basePath: 'v1' });
        domain.addApiMapping(api.deploymentStage, { basePath: 'v2' });
      },
      [
        { Type: 'AWS::ApiGateway::BasePathMapping', RestApiId: 'the API', Stage: 'the stage', BasePath: 'v1' },
        { Type: 'AWS::ApiGatewayV2::ApiMapping', ApiId: 'the API', Stage: 'the stage', ApiMappingKey: 'v2' },
      ],
    ],
  ])('%s adds itself and what maps it to the stage, and changes nothing', (_, add, mappings) => {
    const made = notesApi();
    add(made.notes);
    const [apiId, stage] = [made.notes.restApiId, made.notes.stageName].map((token) => JSON.stringify(made.stack.resolve(token)));
    const all = resources(made);
    expect(all).toMatchObject(without);
    const added = Object.entries(all).filter(([id]) => !(id in without)).map(([, resource]) => resource);
    const named: typeof added = JSON.parse(JSON.stringify(added.slice(1)).replaceAll(apiId, '"the API"').replaceAll(stage, '"the stage"'));
    expect(added[0]).toMatchObject({ Type: 'AWS::ApiGateway::DomainName', Properties: { DomainName: 'notes.example.com' } });
    expect(named.map(({ Type, Properties }) => ({ Type, ...Properties, DomainName: undefined }))).toEqual(mappings);
    Template.fromStack(made.stack).templateMatches({ Outputs: Match.absent() });
  });

  test('leaves the address and the document those of the stage', () => {
    const { notes, stack } = notesApi();
    const before = [notes.url, notes.openApiDocument].map((text) => stack.resolve(text));
    notes.api.addDomainName('Domain', { domainName: 'notes.example.com', certificate: certificate(stack) });
    expect([notes.url, notes.openApiDocument].map((text) => stack.resolve(text))).toEqual(before);
  });

  test('can be the only way in: disabling the default endpoint deploys the API anew, for it takes effect with a deployment', () => {
    const made = notesApi();
    (made.notes.api.node.defaultChild as CfnRestApi).disableExecuteApiEndpoint = true;
    const disabled = resources(made);
    const idsOf = (type: string, of: Resources) => Object.keys(of).filter((id) => of[id].Type === type);
    expect(disabled[idsOf('AWS::ApiGateway::RestApi', disabled)[0]].Properties).toMatchObject({ DisableExecuteApiEndpoint: true });
    expect(idsOf('AWS::ApiGateway::Deployment', disabled)).not.toEqual(idsOf('AWS::ApiGateway::Deployment', without));
  });
});
