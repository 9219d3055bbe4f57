import { createHash } from 'crypto';
import { CfnResource, Stack } from 'aws-cdk-lib';
import { Deployment } from 'aws-cdk-lib/aws-apigateway';
import { Dependable, IConstruct } from 'constructs';
import { belongsTo } from './api-resources';
import { canonicalJson } from '../cdk/canonical-json';
import { cfnResources, cfnResourcesInStack, rendered } from '../cdk/cfn-resources';
import { FinalValue } from '../cdk/final-value';
import { Resolver } from '../cdk/resolver';

/** The resources that API Gateway copies to a stage when it deploys an API. */
const COPIED = /^AWS::ApiGateway::(Authorizer|GatewayResponse|Method|Model|RequestValidator|Resource|RestApi)$/;

/** The content of a deployment: the resources of its API in its own stack, and those of the notes in any stack. */
export class DeploymentSnapshot extends Dependable {
  /** Notes on an API are in its stack, or in a nested one. */
  public readonly notes = new Set<IConstruct>();
  /** The values that the CDK and the app add to the hash. */
  public readonly added: unknown[] = [];
  private readonly final: FinalValue<string>;
  private isRendering = false;

  constructor(private readonly deployment: Deployment) {
    super();
    Dependable.implement(this, this);
    deployment.node.addDependency(this);
    this.final = new FinalValue(deployment, () => this.rendered());
  }

  /** The CDK reads them when it prepares an app, after all changes. The deployment refers to its API anyway. */
  public get dependencyRoots(): CfnResource[] {
    this.final.reset();
    return this.resources().filter(({ cfnResourceType }) => cfnResourceType !== 'AWS::ApiGateway::RestApi');
  }

  /** The hash, as long as the CDK's own. */
  public get hash(): string {
    return this.final.value;
  }

  private rendered(): string {
    if (this.isRendering) {
      throw new Error(`${this.deployment.node.path} depends on the resources of its API, and one of them refers back to it: remove that reference`);
    }
    this.isRendering = true;
    try {
      const added = new Resolver(Stack.of(this.deployment)).resolve(this.added);
      const text = this.resources().map(contentOf).sort().join() + canonicalJson(added);
      return createHash('sha256').update(text).digest('hex').slice(0, 32);
    } finally {
      this.isRendering = false;
    }
  }

  private resources(): CfnResource[] {
    const { api } = this.deployment;
    const ofApi = cfnResourcesInStack(Stack.of(this.deployment), COPIED).filter(belongsTo(api));
    return [...new Set([...ofApi, ...[...this.notes].flatMap((notes) => cfnResources(notes, COPIED))])];
  }
}

/** Without what API Gateway does not copy: tags, metadata, dependencies and removal policies. */
function contentOf(resource: CfnResource): string {
  const { logicalId, Condition, Properties: { Tags, ...properties } = {} } = rendered(resource);
  return canonicalJson([logicalId, resource.cfnResourceType, Condition, properties]);
}
