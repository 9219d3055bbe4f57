import { App, Aspects, CfnCondition, CfnResource, Fn, IAspect, Mixin, NestedStack, RemovalPolicy, Stack, Tags } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import {
  CfnAuthorizer, CfnDeployment, CfnGatewayResponse, CfnMethod, CfnModel, CfnRequestValidator, CfnResource as CfnPath, CfnRestApi,
  Deployment, GatewayResponse, JsonSchemaType, MockIntegration, Model, ResponseType, RestApi, RestApiBase, Stage, TokenAuthorizer,
} from 'aws-cdk-lib/aws-apigateway';
import { UserPool } from 'aws-cdk-lib/aws-cognito';
import { CfnFunction, Code, Function, Runtime } from 'aws-cdk-lib/aws-lambda';
import { IConstruct } from 'constructs';
import { ALL_OFF, ALL_ON } from '../../consumer/app/lib/feature-flags';
import { NotesApi, NotesApiProps, NotesAuthorization } from 'cdk-notes-api';

/** An API with notes, and the deployment that must follow its changes. */
interface Deployed {
  readonly stack: Stack;
  readonly api: RestApiBase;
  readonly notes: NotesApi;
}

const stackOf = (context = {}): Stack => new Stack(new App({ context, treeMetadata: false }), 'Stack');

const cognito = (stack: Stack): NotesApiProps =>
  ({ authorization: NotesAuthorization.cognito([new UserPool(stack, 'Users')]), corsOrigins: ['*'] });

const HOMES: Record<string, (context?: object) => Deployed> = {
  'an API of their own': (context) => {
    const stack = stackOf(context);
    const notes = new NotesApi(stack, 'Notes', cognito(stack));
    return { stack, api: notes.api, notes };
  },
  'an API that deploys itself': (context) => {
    const stack = stackOf(context);
    const api = new RestApi(stack, 'Shop', { cloudWatchRole: false });
    return { stack, api, notes: new NotesApi(stack, 'Notes', { mountOn: api.root, gatewayResponses: true, ...cognito(stack) }) };
  },
  'an API with a deployment of its owner\'s': (context) => {
    const stack = stackOf(context);
    const api = new RestApi(stack, 'Shop', { cloudWatchRole: false, deploy: false });
    const notes = new NotesApi(stack, 'Notes', { mountOn: api.root, gatewayResponses: true, ...cognito(stack) });
    const deployment = new Deployment(stack, 'Deployment', { api });
    notes.addToDeployment(deployment);
    api.deploymentStage = new Stage(stack, 'Stage', { deployment, stageName: 'live' });
    return { stack, api, notes };
  },
};

type Change = (deployed: Deployed) => void;

function deploymentOf(deployed: Deployed): [id: string, { DependsOn: string[] }] {
  const { stack, api } = deployed;
  const Properties = { RestApiId: stack.resolve(api.restApiId) };
  const deployments = Object.entries(Template.fromStack(stack).findResources('AWS::ApiGateway::Deployment', { Properties }));
  expect(deployments).toHaveLength(1);
  return deployments[0] as [string, { DependsOn: string[] }];
}

function idAfter(home: string, change?: Change, context?: object): string {
  const deployed = HOMES[home](context);
  change?.(deployed);
  return deploymentOf(deployed)[0];
}

const UNCHANGED = Object.fromEntries(Object.keys(HOMES).map((home) => [home, idAfter(home)]));

const inNotes = <Target extends CfnResource>({ notes, api }: Deployed, type: abstract new (...args: never[]) => Target): Target =>
  [...notes.node.findAll(), ...api.node.findAll()].find((construct): construct is Target => construct instanceof type)!;

/** Changes each resource of a class. */
class Setting<Target extends IConstruct> extends Mixin implements IAspect {
  constructor(private readonly type: abstract new (...args: never[]) => Target, private readonly set: (target: Target) => void) {
    super();
  }

  public supports(construct: IConstruct): boolean {
    return construct instanceof this.type;
  }

  public applyTo(construct: IConstruct): void {
    this.visit(construct);
  }

  public visit(construct: IConstruct): void {
    if (construct instanceof this.type) {
      this.set(construct);
    }
  }
}

const aspect = <Target extends IConstruct>(type: abstract new (...args: never[]) => Target, set: (target: Target) => void): Change =>
  ({ stack }) => Aspects.of(stack).add(new Setting(type, set));

const DENIED = { Version: '2012-10-17', Statement: [{ Effect: 'Deny', Principal: '*', Action: '*', Resource: '*' }] };

/** Changes that API Gateway copies to a stage, in every way of the CDK. */
const COPIED: Record<string, Change> = {
  'an aspect has methods require an API key': aspect(CfnMethod, (method) => { method.apiKeyRequired = true; }),
  'a mixin does': ({ notes }) => notes.with(new Setting(CfnMethod, (method) => { method.apiKeyRequired = true; })),
  'an override changes the authorization of a method': (deployed) => inNotes(deployed, CfnMethod).addPropertyOverride('AuthorizationType', 'AWS_IAM'),
  'a raw override does': (deployed) => inNotes(deployed, CfnMethod).addOverride('Properties.AuthorizationType', 'AWS_IAM'),
  'a deletion override takes the validator of a method away': (deployed) =>
    inNotes(deployed, CfnMethod).addPropertyDeletionOverride('RequestValidatorId'),
  'an aspect gives the API a policy': aspect(CfnRestApi, (api) => { api.policy = DENIED; }),
  'an override gives the API binary media types': ({ api }) =>
    (api.node.defaultChild as CfnRestApi).addPropertyOverride('BinaryMediaTypes', ['image/png']),
  'a model changes': aspect(CfnModel, (model) => { model.schema = { type: 'string' }; }),
  'a validator changes': aspect(CfnRequestValidator, (validator) => { validator.validateRequestBody = false; }),
  'a gateway response changes': aspect(CfnGatewayResponse, (response) => { response.addPropertyOverride('StatusCode', '418'); }),
  'an authorizer changes': aspect(CfnAuthorizer, (authorizer) => { authorizer.authorizerResultTtlInSeconds = 0; }),
  'a path changes': (deployed) => { inNotes(deployed, CfnPath).pathPart = 'memos'; },
  'a method is replaced': (deployed) => inNotes(deployed, CfnMethod).overrideLogicalId('Other'),
  'a condition decides on a method': (deployed) => {
    inNotes(deployed, CfnMethod).cfnOptions.condition = new CfnCondition(deployed.stack, 'Wanted', { expression: Fn.conditionEquals('a', 'b') });
  },
  'a method elsewhere in the stack is added': ({ api, stack }) =>
    new CfnMethod(stack, 'Method', { restApiId: api.restApiId, resourceId: api.restApiRootResourceId, httpMethod: 'GET', authorizationType: 'NONE' }),
  'a model elsewhere in the stack is added': ({ api, stack }) =>
    new Model(stack, 'Model', { restApi: api, schema: { type: JsonSchemaType.STRING } }),
  'a gateway response elsewhere in the stack is added': ({ api, stack }) =>
    new GatewayResponse(stack, 'Response', { restApi: api, type: ResponseType.QUOTA_EXCEEDED }),
  'a resource without a class is added': ({ api, stack }) => new CfnResource(stack, 'Raw', {
    type: 'AWS::ApiGateway::GatewayResponse', properties: { RestApiId: api.restApiId, ResponseType: 'QUOTA_EXCEEDED' },
  }),
  'a method is added later': ({ api }) => api.root.addMethod('GET', new MockIntegration()),
  'an aspect adds a model': ({ api, stack, notes }) => Aspects.of(notes).add({
    visit: (construct) => {
      if (construct === notes) {
        new CfnModel(stack, 'Late', { restApiId: api.restApiId, contentType: 'application/json', schema: {} });
      }
    },
  }),
};

/** Changes that a stage does not get from a deployment. */
const NOT_COPIED: Record<string, Change> = {
  'nothing changes': () => undefined,
  'metadata of a method changes': (deployed) => inNotes(deployed, CfnMethod).addMetadata('note', 'other'),
  'a method waits for something': (deployed) => inNotes(deployed, CfnMethod).node.addDependency(new UserPool(deployed.stack, 'Others')),
  'the removal policy of a method changes': (deployed) => inNotes(deployed, CfnMethod).applyRemovalPolicy(RemovalPolicy.RETAIN),
  'the functions change': aspect(CfnFunction, (lambda) => { lambda.memorySize = 2048; }),
  'the code of the functions changes': aspect(CfnFunction, (lambda) => { lambda.code = { s3Bucket: 'assets', s3Key: 'other.zip' }; }),
  'the stage changes': ({ api }) => api.deploymentStage.node.defaultChild instanceof CfnResource
    && (api.deploymentStage.node.defaultChild as CfnResource).addPropertyOverride('Variables', { colour: 'red' }),
  'a usage plan and a key are added': ({ api }) => {
    const plan = (api as RestApi).addUsagePlan('Plan', { apiStages: [{ stage: api.deploymentStage }] });
    plan.addApiKey((api as RestApi).addApiKey('Key'));
  },
  'other notes with an API of their own are added': ({ stack }) => new NotesApi(stack, 'Others'),
  'another API is added': ({ stack }) => new RestApi(stack, 'Other', { deploy: false, cloudWatchRole: false }).root.addMethod('GET', new MockIntegration()),
  'properties are written in another order': (deployed) => {
    const responses = inNotes(deployed, CfnGatewayResponse);
    const { responseParameters } = responses as { responseParameters: Record<string, string> };
    responses.responseParameters = Object.fromEntries(Object.entries(responseParameters).reverse());
  },
};

describe.each(Object.keys(HOMES))('on %s', (home) => {
  test.each(Object.keys(COPIED))('the deployment is made anew when %s', (change) => {
    expect(idAfter(home, COPIED[change])).not.toBe(UNCHANGED[home]);
  });

  test.each(Object.keys(NOT_COPIED))('the deployment stays when %s', (change) => {
    expect(idAfter(home, NOT_COPIED[change])).toBe(UNCHANGED[home]);
  });

  test('the deployment waits for all resources that it is a snapshot of', () => {
    const deployed = HOMES[home]();
    const { api, stack } = deployed;
    for (const add of Object.values(COPIED)) {
      add(deployed);
    }
    const [, { DependsOn }] = deploymentOf(deployed);
    const copied = Object.entries<{ Type: string }>(Template.fromStack(stack).toJSON().Resources)
      .filter(([, { Type }]) => /^AWS::ApiGateway::(Authorizer|GatewayResponse|Method|Model|RequestValidator|Resource)$/.test(Type));
    expect(new Set(copied.map(([, { Type }]) => Type)).size).toBe(6);
    expect(DependsOn).toEqual(expect.arrayContaining(copied.map(([id]) => id)));
    expect(DependsOn).not.toContain(stack.resolve((api.node.defaultChild as CfnRestApi).logicalId));
  });

  test('a name that was read early is no longer the deployment\'s after a change', () => {
    const deployed = HOMES[home]();
    const { logicalId } = deployed.stack.node.findAll().find((construct) => construct instanceof CfnDeployment)!;
    const early = deployed.stack.resolve(logicalId);
    COPIED['an aspect has methods require an API key'](deployed);
    expect(deploymentOf(deployed)[0]).toBe(idAfter(home, COPIED['an aspect has methods require an API key']));
    expect(deploymentOf(deployed)[0]).not.toBe(early);
  });

  test('a change between two syntheses counts', () => {
    const deployed = HOMES[home]();
    const ids = [0, 1].map(() => {
      const { template } = (deployed.stack.node.root as App).synth({ force: true }).getStackByName('Stack');
      COPIED['a model changes'](deployed);
      return Object.entries<{ Type: string }>(template.Resources).find(([, { Type }]) => Type === 'AWS::ApiGateway::Deployment')![0];
    });
    expect(ids).toEqual([UNCHANGED[home], idAfter(home, COPIED['a model changes'])]);
  });

  test('the deployment can be forced', () => {
    const force: Change = ({ stack }) => (stack.node.findAll().find((construct) => construct instanceof Deployment)!).addToLogicalId('again');
    expect(idAfter(home, force)).not.toBe(UNCHANGED[home]);
  });

  test('a resource that refers to the deployment, which waits for it, is refused', () => {
    const cyclic: Change = (deployed) => inNotes(deployed, CfnGatewayResponse).addPropertyOverride('ResponseTemplates', {
      'text/plain': deployed.stack.node.findAll().find((construct) => construct instanceof CfnDeployment)!.ref,
    });
    expect(() => idAfter(home, cyclic)).toThrow('Deployment depends on the resources of its API, and one of them refers back to it');
  });
});

describe('on an API of their own, the deployment stays', () => {
  const home = 'an API of their own';

  test('when only tags change', () => {
    expect(idAfter(home, ({ stack }) => Tags.of(stack).add('team', 'notes'))).toBe(UNCHANGED[home]);
  });

  test('when only the metadata of the API changes', () => {
    expect(idAfter(home, ({ api }) => (api.node.defaultChild as CfnRestApi).addMetadata('note', 'other'))).toBe(UNCHANGED[home]);
    expect(idAfter(home, undefined, { 'aws:cdk:enable-path-metadata': true })).toBe(UNCHANGED[home]);
  });

  test('with feature flags off and on', () => {
    expect(idAfter(home, undefined, ALL_ON)).toBe(idAfter(home, undefined, ALL_OFF));
  });

  test('and takes a name that its owner gives it', () => {
    expect(idAfter(home, ({ api }) => (api.latestDeployment!.node.defaultChild as CfnDeployment).overrideLogicalId('Mine'))).toBe('Mine');
  });
});

test.each([
  ['with feature flags off', ALL_OFF],
  ['with feature flags on', ALL_ON],
])('a change of a Lambda authorizer is deployed %s', (_, context) => {
  const id = (resultsCacheTtl: number) => {
    const stack = stackOf(context);
    const handler = new Function(stack, 'Door', { runtime: Runtime.NODEJS_24_X, handler: 'index.handler', code: Code.fromInline('//') });
    const authorizer = new TokenAuthorizer(stack, 'Authorizer', { handler });
    const notes = new NotesApi(stack, 'Notes', { authorization: NotesAuthorization.custom(authorizer, { userIdContextKey: 'principalId' }) });
    (authorizer.node.defaultChild as CfnAuthorizer).authorizerResultTtlInSeconds = resultsCacheTtl;
    return deploymentOf({ stack, notes, api: notes.api })[0];
  };
  expect(id(0)).toBe(id(0));
  expect(id(1)).not.toBe(id(0));
});

describe('of several notes on one API', () => {
  const sharing = (change: (notes: NotesApi[]) => void) => {
    const stack = stackOf();
    const api = new RestApi(stack, 'Shop', { cloudWatchRole: false });
    const notes = ['one', 'two'].map((path) => new NotesApi(stack, path, { mountOn: api.root.addResource(path) }));
    change(notes);
    return deploymentOf({ stack, api, notes: notes[0] })[0];
  };

  test.each([0, 1])('a change of each is deployed (%i)', (index) => {
    const required = new Setting(CfnMethod, (method) => { method.apiKeyRequired = true; });
    expect(sharing((notes) => notes[index].with(required))).not.toBe(sharing(() => undefined));
  });
});

test('of notes in a nested stack, a change is deployed by the parent', () => {
  const id = (change: (notes: NotesApi) => void) => {
    const stack = stackOf();
    const nested = new NestedStack(stack, 'Nested');
    const api = new RestApi(stack, 'Shop', { cloudWatchRole: false });
    api.root.addMethod('GET', new MockIntegration());
    const { root } = RestApi.fromRestApiAttributes(nested, 'Shop', { restApiId: api.restApiId, rootResourceId: api.restApiRootResourceId });
    const notes = new NotesApi(nested, 'Notes', { mountOn: root });
    notes.addToDeployment(api.latestDeployment!);
    change(notes);
    return deploymentOf({ stack, api, notes })[0];
  };
  const required = new Setting(CfnMethod, (method) => { method.apiKeyRequired = true; });
  expect(id((notes) => Aspects.of(notes).add(required))).not.toBe(id(() => undefined));
  expect(id(() => undefined)).toBe(id(() => undefined));
});

test('of notes with an API of their own in a nested stack, a change is deployed', () => {
  const id = (change: (notes: NotesApi) => void) => {
    const nested = new NestedStack(stackOf(), 'Nested');
    const notes = new NotesApi(nested, 'Notes');
    change(notes);
    return deploymentOf({ stack: nested, api: notes.api, notes })[0];
  };
  const required = new Setting(CfnMethod, (method) => { method.apiKeyRequired = true; });
  expect(id((notes) => Aspects.of(notes).add(required))).not.toBe(id(() => undefined));
});

test('the logical id of the deployment of their own API ends in a hash as long as the CDK\'s', () => {
  expect(UNCHANGED['an API of their own']).toMatch(/^NotesApiDeployment[0-9A-F]{8}[0-9a-f]{32}$/);
});
