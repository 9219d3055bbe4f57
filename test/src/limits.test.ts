import { App, Stack, Token } from 'aws-cdk-lib';
import { Stage } from 'aws-cdk-lib/aws-apigateway';
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
    ['no request at all', { throttle: { rateLimit: 0 } }, '"throttle.rateLimit" is 0: leave it out for 100 requests a second and 200 at once, or use a number above 0'],
    ['a negative burst', { throttle: { burstLimit: -1 } }, '"throttle.burstLimit" is -1: leave it out'],
    ['half a request at once', { throttle: { burstLimit: 1.5 } }, '"throttle.burstLimit" is 1.5: leave it out for 100 requests a second and 200 at once, or use a whole number above 0'],
    ['a text', { throttle: { rateLimit: '10' as never } }, '"throttle.rateLimit" is "10": leave it out'],
    ['what is no number', { throttle: { rateLimit: NaN } }, '"throttle.rateLimit" is NaN: leave it out'],
  ])('of %s is refused', (_, props, message) => {
    expect(() => synth(props)).toThrow(message);
  });

  test('that is only known at deployment is taken', () => {
    expect(settings({ throttle: { rateLimit: Token.asNumber({ Ref: 'Rate' }) } })).toEqual([expect.objectContaining({ ThrottlingRateLimit: { Ref: 'Rate' } })]);
  });
});

describe('caching', () => {
  test('is off for every method', () => {
    expect(settings()).toEqual([expect.objectContaining({ HttpMethod: '*', ResourcePath: '/*', CachingEnabled: false })]);
  });

  const synthWithStage = (methodOptions: object) => () => {
    const app = new App();
    const stack = new Stack(app, 'Stack');
    const { api } = new NotesApi(stack, 'Notes');
    new Stage(stack, 'Cached', { deployment: api.latestDeployment!, stageName: 'cached', ...methodOptions });
    return app.synth();
  };

  test.each<[string, object]>([
    ['every method', { cachingEnabled: true }],
    ['every GET', { methodOptions: { '/*/GET': { cachingEnabled: true } } }],
    ['the list', { methodOptions: { '/notes/{userId}/GET': { cachingEnabled: true } } }],
    ['a note, while it is off for others', { cachingEnabled: false, cacheClusterEnabled: true, methodOptions: { '/notes/{userId}/{id}/GET': { cachingEnabled: true } } }],
  ])('of %s by a stage fails the synthesis', (_, options) => {
    expect(synthWithStage(options)).toThrow(/the stage Stack\/Cached\/Resource caches GET \/notes\/\{userId\}.*, so callers could be given the notes of others: set "cachingEnabled: false"/);
  });

  test.each<[string, object]>([
    ['other methods', { methodOptions: { '/other/GET': { cachingEnabled: true } } }],
    ['all methods but those of the notes', {
      cachingEnabled: true,
      methodOptions: { '/notes/{userId}/GET': { cachingEnabled: false }, '/notes/{userId}/{id}/GET': { cachingEnabled: false } },
    }],
  ])('of %s is nothing to refuse', (_, options) => {
    expect(synthWithStage(options)).not.toThrow();
  });
});

describe('API keys', () => {
  test('are asked for by every method, but not by preflights, when they are required', () => {
    const all = methods(synth({ apiKeyRequired: true, corsOrigins: ['*'] }).template);
    expect(Object.keys(all)).toHaveLength(8);
    for (const [route, { ApiKeyRequired }] of Object.entries(all)) {
      expect({ route, ApiKeyRequired }).toEqual({ route, ApiKeyRequired: !route.startsWith('OPTIONS') });
    }
  });

  test('are not asked for otherwise, and no plan or key is made', () => {
    const { template } = synth();
    expect(Object.values(methods(template)).map(({ ApiKeyRequired }) => ApiKeyRequired)).toEqual(Array(6).fill(undefined));
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
      'arn:', { Ref: 'AWS::Partition' }, ':apigateway:', { Ref: 'AWS::Region' }, '::/restapis/', expect.anything(), '/stages/', { Ref: stage },
    ]);
  });

  test('is not made by itself', () => {
    synth().template.resourceCountIs('AWS::WAFv2::WebACLAssociation', 0);
  });

  test('may be known at deployment alone', () => {
    synth({ webAclArn: Token.asString({ Ref: 'Acl' }) }).template.hasResourceProperties('AWS::WAFv2::WebACLAssociation', { WebACLArn: { Ref: 'Acl' } });
  });

  test.each(['', 'notes', 'arn:aws:wafv2:us-east-1:111122223333:global/webacl/notes/a1', 'arn:aws:waf::111122223333:webacl/a1', `${WEB_ACL}/more`])('is not %j', (webAclArn) => {
    expect(() => synth({ webAclArn })).toThrow(`"webAclArn" is "${webAclArn}": use the ARN of a regional web ACL`);
  });
});
