import { CfnResource, Stage } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { cfnResources } from '../cdk/cfn-resources';

/** The resources with the settings of a stage: the stage itself, or a deployment that creates one. */
const STAGES = /^AWS::ApiGateway::(Stage|Deployment)$/;

/** The stages of all APIs of an app, looked up once per synthesis for all notes APIs. */
export class AppStages {
  /** The lookup of the stage or app that the construct is synthesised with. */
  public static of(construct: IConstruct): AppStages {
    const synthesised = Stage.of(construct) ?? construct.node.root;
    const stages = AppStages.known.get(synthesised) ?? new AppStages(synthesised);
    AppStages.known.set(synthesised, stages);
    return stages;
  }

  private static readonly known = new WeakMap<IConstruct, AppStages>();
  private found?: CfnResource[];

  private constructor(private readonly synthesised: IConstruct) {
    // Runs first, because the CDK validates a tree from its root: the tree may have changed since the last synthesis.
    synthesised.node.addValidation({
      validate: () => {
        this.found = undefined;
        return [];
      },
    });
  }

  public get resources(): readonly CfnResource[] {
    return this.found ??= cfnResources(this.synthesised.node.root, STAGES);
  }
}
