import { InvokeResponse } from './execution-environment';
import { LambdaFunction } from './lambda-function';
import { Trace } from '../observation/trace';

/** A version of a function, as an ARN names it: without a qualifier, by the version or by an alias. */
export class QualifiedFunction {
  constructor(private readonly lambdaFunction: LambdaFunction, private readonly arn: string, readonly version: string) {}

  get isInspected(): boolean {
    return this.lambdaFunction.isInspected;
  }

  get logicalId(): string {
    return this.lambdaFunction.logicalId;
  }

  async invoke(payload: string, trace?: Trace): Promise<InvokeResponse> {
    return this.lambdaFunction.invoke(payload, this.arn, trace);
  }
}
