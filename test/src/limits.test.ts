import { App, Fn, Stack, Token } from 'aws-cdk-lib';
import { CfnDeployment, CfnRestApi, CfnStage, RestApiBase, Stage } from 'aws-cdk-lib/aws-apigateway';
import { Construct } from 'constructs';
import { PATHS, ROUTES } from '../operations';
import { methods } from './routes';
import { synth } from './synth';
import { NotesApi, NotesApiProps, NotesAuthorization } from 'cdk-notes-api';

const WEB_ACL = 'arn:aws:wafv2:eu-west-1:111122223333:regional/webacl/notes/a1b2c3d4';

const settings = (props?: NotesApiProps) =>
  Object.values(synth(props).template.findResources('AWS::ApiGateway::Stage')).flatMap(({ Properties }) => Properties.MethodSettings);

describe('throttling', () => {
  test.each<[string, NotesApiProps, object]>([
    ['by default', {}, { ThrottlingRateLimit: 100, ThrottlingBurstLimit: 200 }],
    ['with a rate', { throttle: { rateLimit: 0.5 } }, { ThrottlingRateLimit: 0.5, ThrottlingBurstLimit: 200 }],
    ['with a burst', { throttle: { burstLimit: 1 } }, { ThrottlingRateLimit: 100, ThrottlingBurstLimit: 1 }],
  ])('%s holds for every method', (_, props, expected) => {
    expect(settings(props)).toEqual([expect.objectContaining({ HttpMethod: '*', ResourcePath: '/*', ...expected })]);
  });

  test.each<[string, NotesApiProps, string]>([
    [
      'no request at all',
      { throttle: { rateLimit: 0 } },
      '"throttle.rateLimit" is 0: leave it out for the default of 100 requests per second and 200 at once, or use a number greater than 0',
    ],
    ['a negative burst', { throttle: { burstLimit: -1 } }, '"throttle.burstLimit" is -1: leave it out'],
    [
      'half a request at once',
      { throttle: { burstLimit: 1.5 } },
      '"throttle.burstLimit" is 1.5: leave it out for the default of 100 requests per second and 200 at once, or use a whole number greater than 0',
    ],
    ['a text', { throttle: { rateLimit: '10' as never } }, '"throttle.rateLimit" is "10": leave it out'],
    ['what is no number', { throttle: { rateLimit: NaN } }, '"throttle.rateLimit" is NaN: leave it out'],
  ])('of %s is refused', (_, props, message) => {
    expect(() => synth(props)).toThrow(message);
  });

  test('that is only known at deployment is taken', () => {
    expect(settings({ throttle: { rateLimit: Token.asNumber({ Ref: 'Rate' }) } })).toEqual([
      expect.objectContaining({ ThrottlingRateLimit: { Ref: 'Rate' } }),
    ]);
  });
});

describe('caching', () => {
  test('is off for every method', () => {
    expect(settings()).toEqual([expect.objectContaining({ HttpMethod: '*', ResourcePath: '/*', CachingEnabled: false })]);
  });

  const READS = ROUTES.filter(({ method }) => method === 'GET').map(({ path }) => `GET ${path}`).join(', ');
  const LIST = '/~1notes~1{userId}';
  const synthWith = (addStage: (stack: Stack, api: RestApiBase) => void) => () => {
    const app = new App();
    const stack = new Stack(app, 'Stack');
    const { api } = new NotesApi(stack, 'Notes');
    addStage(stack, api);
    return app.synth();
  };
  const stageWith = (options: object) =>
    synthWith((stack, api) => {
      new Stage(stack, 'Cached', { deployment: api.latestDeployment!, stageName: 'cached', ...options });
    });
  const cfnStage = (scope: Construct, restApiId: string, methodSettings: object[]) =>
    new CfnStage(scope, 'Cached', { restApiId, methodSettings });

  test.each<[string, string, () => unknown]>([
    ['every method', READS, stageWith({ cachingEnabled: true })],
    ['every GET', READS, stageWith({ methodOptions: { '/*/GET': { cachingEnabled: true } } })],
    ['the list', 'GET /notes/{userId}', stageWith({ methodOptions: { '/notes/{userId}/GET': { cachingEnabled: true } } })],
    ['a note, while it is off for others', 'GET /notes/{userId}/{id}', stageWith({
      cachingEnabled: false, cacheClusterEnabled: true, methodOptions: { '/notes/{userId}/{id}/GET': { cachingEnabled: true } },
    })],
    ['the HEAD of a note', 'HEAD /notes/{userId}/{id}', stageWith({ methodOptions: { '/notes/{userId}/{id}/HEAD': { cachingEnabled: true } } })],
    ['a write', 'PATCH /notes/{userId}/{id}', stageWith({ methodOptions: { '/*/PATCH': { cachingEnabled: true } } })],
    [
      'the list by an override',
      'GET /notes/{userId}',
      synthWith((stack, api) =>
        cfnStage(stack, api.restApiId, [{ httpMethod: 'GET', resourcePath: LIST }]).addPropertyOverride(
          'MethodSettings.0.CachingEnabled',
          true,
        ),
      ),
    ],
    [
      'the list as a parameter says',
      'GET /notes/{userId}',
      synthWith((stack, api) =>
        cfnStage(stack, api.restApiId, [
          { httpMethod: 'GET', resourcePath: LIST, cachingEnabled: Fn.conditionEquals(Fn.ref('Stage'), 'prod') },
        ]),
      ),
    ],
    [
      'the list by the logical id of its API',
      'GET /notes/{userId}',
      synthWith((stack, api) =>
        cfnStage(stack, Fn.ref(stack.getLogicalId(api.node.defaultChild as CfnRestApi)), [
          { httpMethod: 'GET', resourcePath: LIST, cachingEnabled: true },
        ]),
      ),
    ],
    [
      'the list in another stack',
      'GET /notes/{userId}',
      synthWith((stack, api) =>
        cfnStage(new Stack(stack.node.root as App, 'Other'), api.restApiId, [
          { httpMethod: 'GET', resourcePath: LIST, cachingEnabled: true },
        ]),
      ),
    ],
    [
      'every method by a deployment',
      READS,
      synthWith(
        (stack, api) =>
          new CfnDeployment(stack, 'Cached', { restApiId: api.restApiId, stageName: 'cached', stageDescription: { cachingEnabled: true } }),
      ),
    ],
  ])('of %s fails the synthesis', (_, cached, attempt) => {
    expect(attempt).toThrow(
      new RegExp(
        `the stage [\\w/]+ caches ${cached.replace(/[{}]/g, '\\$&')}, so callers could get the notes of other users: set "cachingEnabled: false"`,
      ),
    );
  });

  test.each<[string, () => unknown]>([
    ['other methods', stageWith({ methodOptions: { '/other/GET': { cachingEnabled: true } } })],
    ['all methods but those of the notes', stageWith({
      cachingEnabled: true,
      methodOptions: Object.fromEntries(PATHS.map((path) => [`${path}/GET`, { cachingEnabled: false }])),
    })],
    ['another API', synthWith((stack) => cfnStage(stack, 'a1b2c3d4e5', [{ httpMethod: '*', resourcePath: '/*', cachingEnabled: true }]))],
  ])('of %s is nothing to refuse', (_, attempt) => {
    expect(attempt).not.toThrow();
  });
});

describe('API keys', () => {
  test('are asked for by every method, but not by preflights, when they are required', () => {
    const all = methods(synth({ apiKeyRequired: true, corsOrigins: ['*'] }).template);
    expect(Object.keys(all)).toHaveLength(ROUTES.length + PATHS.length);
    for (const [route, { ApiKeyRequired }] of Object.entries(all)) {
      expect({ route, ApiKeyRequired }).toEqual({ route, ApiKeyRequired: !route.startsWith('OPTIONS') });
    }
  });

  test('are not asked for otherwise, and no plan or key is made', () => {
    const { template } = synth();
    expect(Object.values(methods(template)).map(({ ApiKeyRequired }) => ApiKeyRequired)).toEqual(Array(ROUTES.length).fill(undefined));
    for (const type of ['AWS::ApiGateway::UsagePlan', 'AWS::ApiGateway::ApiKey']) {
      template.resourceCountIs(type, 0);
    }
  });

  test('do not make an open API one that is not', () => {
    const { notes } = synth({ authorization: NotesAuthorization.none(), apiKeyRequired: true });
    expect(notes.node.metadata.filter(({ type }) => type === 'aws:cdk:warning')).toHaveLength(1);
  });
});

describe('a web ACL', () => {
  test('is associated with the stage', () => {
    const { template } = synth({ webAclArn: WEB_ACL });
    const [stage] = Object.keys(template.findResources('AWS::ApiGateway::Stage'));
    const [{ Properties }] = Object.values(template.findResources('AWS::WAFv2::WebACLAssociation'));
    expect(Properties.WebACLArn).toBe(WEB_ACL);
    expect(Properties.ResourceArn['Fn::Join'][1]).toEqual([
      'arn:',
      { Ref: 'AWS::Partition' },
      ':apigateway:',
      { Ref: 'AWS::Region' },
      '::/restapis/',
      expect.anything(),
      '/stages/',
      { Ref: stage },
    ]);
  });

  test('is not made by itself', () => {
    synth().template.resourceCountIs('AWS::WAFv2::WebACLAssociation', 0);
  });

  test('may be known at deployment alone', () => {
    synth({ webAclArn: Token.asString({ Ref: 'Acl' }) }).template.hasResourceProperties('AWS::WAFv2::WebACLAssociation', {
      WebACLArn: { Ref: 'Acl' },
    });
  });

  test.each([
    '', 'notes', 'arn:aws:wafv2:us-east-1:111122223333:global/webacl/notes/a1', 'arn:aws:waf::111122223333:webacl/a1',
    `${WEB_ACL}/more`,
  ])('is not %j', (webAclArn) => {
    expect(() => synth({ webAclArn })).toThrow(`"webAclArn" is "${webAclArn}": use the ARN of a regional web ACL`);
  });
});
