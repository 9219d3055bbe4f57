import { App, Aspects, CfnResource, Mixin, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { CfnStage, RestApi } from 'aws-cdk-lib/aws-apigateway';
import { TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import { ManagedPolicy, PermissionsBoundary } from 'aws-cdk-lib/aws-iam';
import { CfnFunction, Function } from 'aws-cdk-lib/aws-lambda';
import { CfnLogGroup, LogGroup } from 'aws-cdk-lib/aws-logs';
import { IConstruct } from 'constructs';
import { CONSTRUCT_IDS } from '../operations';
import { NotesApi } from 'cdk-notes-api';

/** Changes the constructs of one class. */
class Change<Target extends IConstruct> extends Mixin {
  constructor(private readonly target: abstract new (...args: never[]) => Target, private readonly change: (target: Target) => void) {
    super();
  }

  public supports(construct: IConstruct): boolean {
    return construct instanceof this.target;
  }

  public applyTo(construct: IConstruct): void {
    this.change(construct as Target);
  }
}

const RETENTION = new Change(CfnLogGroup, (logGroup) => logGroup.retentionInDays = 7);
const MEMORY = new Change(CfnFunction, (lambda) => lambda.memorySize = 768);
const CACHE = new Change(CfnStage, (stage) => stage.methodSettings = [{ httpMethod: '*', resourcePath: '/*', cachingEnabled: true }]);

/** Changes of notes, and their effects. */
function changed(change: (notes: NotesApi) => void): Template {
  const stack = new Stack(new App(), 'Stack');
  change(new NotesApi(stack, 'Notes'));
  return Template.fromStack(stack);
}

test('mixins reach every resource of the notes, and leave the notes to go on with', () => {
  const template = changed((notes) => expect(notes.with(RETENTION, MEMORY)).toBe(notes));
  template.allResourcesProperties('AWS::Logs::LogGroup', { RetentionInDays: 7 });
  template.allResourcesProperties('AWS::Lambda::Function', { MemorySize: 768 });
});

test('mixins meet each construct of the CDK that the notes are made of', () => {
  const met: string[] = [];
  const meetings = [Function, LogGroup, TableV2, RestApi].map(
    (target) => new Change<IConstruct>(target, ({ node }) => met.push(node.path)),
  );
  changed((notes) => notes.with(...meetings));
  const parts = CONSTRUCT_IDS.flatMap((name) => [
    `Stack/Notes/${name}/Function`,
    `Stack/Notes/${name}/LogGroup`,
  ]);
  expect(met.sort()).toEqual(['Stack/Notes/Api', 'Stack/Notes/Table', ...parts].sort());
});

test('mixins of mounted notes leave the API to its owner', () => {
  const stack = new Stack(new App(), 'Stack');
  const api = new RestApi(stack, 'Shop', { cloudWatchRole: false });
  const types = new Set<string>();
  new NotesApi(stack, 'Notes', { mountOn: api.root }).with(new Change(CfnResource, ({ cfnResourceType }) => types.add(cfnResourceType)));
  expect([...types]).toEqual(expect.arrayContaining(['AWS::ApiGateway::Method', 'AWS::Lambda::Function']));
  expect(types).not.toContain('AWS::ApiGateway::RestApi');
  expect(types).not.toContain('AWS::ApiGateway::Stage');
});

test('aspects reach every resource of the notes', () => {
  const template = changed((notes) => {
    PermissionsBoundary.of(notes).apply(ManagedPolicy.fromManagedPolicyName(notes, 'Boundary', 'developers'));
    Aspects.of(notes).add({
      visit: (construct) => {
        if (construct instanceof CfnFunction) {
          construct.memorySize = 768;
        }
      },
    });
  });
  template.allResourcesProperties('AWS::IAM::Role', { PermissionsBoundary: { 'Fn::Join': ['', Match.arrayWith([':policy/developers'])] } });
  template.allResourcesProperties('AWS::Lambda::Function', { MemorySize: 768 });
});

test.each<[string, (notes: NotesApi) => void]>([
  ['a mixin', (notes) => notes.with(CACHE)],
  ['an aspect', (notes) => Aspects.of(notes).add({ visit: (construct) => { if (CACHE.supports(construct)) {CACHE.applyTo(construct);} } })],
])('%s cannot have answers cached', (_, change) => {
  expect(() => changed(change)).toThrow('the stage Stack/Notes/Api/DeploymentStage.prod/Resource caches');
});
