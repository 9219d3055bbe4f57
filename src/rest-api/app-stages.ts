import { CfnResource, Stage } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { cfnResources } from '../cdk/cfn-resources';

/** What has settings of an API's stage: itself, or a deployment that makes one. */
const STAGES = /^AWS::ApiGateway::(Stage|Deployment)$/;

/** The stages of all APIs of an app. Looked for once in a synthesis, and not by every notes API of the app. */
export class AppStages {
  /** That of the part of an app that is synthesised with a construct. */
  public static of(construct: IConstruct): AppStages {
    const synthesised = Stage.of(construct) ?? construct.node.root;
    const stages = AppStages.known.get(synthesised) ?? new AppStages(synthesised);
    AppStages.known.set(synthesised, stages);
    return stages;
  }

  private static readonly known = new WeakMap<IConstruct, AppStages>();
  private found?: CfnResource[];

  private constructor(private readonly synthesised: IConstruct) {
    // Before all others, as the CDK validates a tree from its root on: it may have changed since it was synthesised last.
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
