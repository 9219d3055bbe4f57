import { Stage } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';

/**
 * A value that takes time to compute and that changes with the constructs of an app. A synthesis computes it once, after all changes; until
 * then, it is computed each time.
 */
export class FinalValue<Value> {
  private isFinal = false;
  private known?: { readonly value: Value };

  constructor(construct: IConstruct, private readonly compute: () => Value) {
    // Added to the stage, so that it runs before all validations that read the value.
    Stage.of(construct)!.node.addValidation({
      validate: () => {
        this.isFinal = true;
        this.known = undefined;
        return [];
      },
    });
  }

  public get value(): Value {
    if (!this.isFinal) {
      return this.compute();
    }
    this.known ??= { value: this.compute() };
    return this.known.value;
  }

  /** Call it when the CDK prepares an app, which may have changed since the last synthesis. */
  public reset(): void {
    this.isFinal = false;
    this.known = undefined;
  }
}
