import { invocationRefusal } from './invocation-role';
import { InvokeResponse } from '../lambda/execution-environment';
import { LambdaService } from '../lambda/lambda-service';
import { QualifiedFunction } from '../lambda/qualified-function';
import { Trace } from '../observation/trace';

/** The credentials of an integration that invokes the function as the caller. */
const CALLERS_OWN = 'arn:aws:iam::*:user/*';

interface LambdaTargetProperties {
  /** In the form `arn:aws:apigateway:{region}:lambda:path/2015-03-31/functions/{arn}/invocations`. */
  readonly uri?: string;
  /** The role that API Gateway assumes to invoke the function. */
  readonly credentials?: string;
}

/** A function that a method or an authorizer of an API invokes. */
export class LambdaTarget {
  private readonly arn: string;
  private readonly lambdaFunction: QualifiedFunction;
  /** The reason why the role may not invoke the function. No request changes it, so it is found once. */
  private roleRefusal?: { readonly reason?: string };

  constructor(private readonly lambda: LambdaService, private readonly properties: LambdaTargetProperties) {
    const { credentials, uri = '' } = properties;
    if (credentials === CALLERS_OWN) {
      throw new Error('integrations with the credentials of the caller are not emulated');
    }
    this.arn = /\/functions\/(.+)\/invocations$/.exec(uri)?.[1] ?? uri;
    this.lambdaFunction = lambda.find(this.arn);
  }

  /** The logical id of the function. */
  get functionId(): string {
    return this.lambdaFunction.logicalId;
  }

  /** The reason why API Gateway may not invoke the function; undefined if it may. */
  refusal(sourceArn: string): string | undefined {
    const { credentials } = this.properties;
    if (credentials !== undefined) {
      this.roleRefusal ??= { reason: invocationRefusal(this.lambda.roles.find(credentials), this.arn) };
      return this.roleRefusal.reason;
    }
    if (this.lambda.permissions.allow(this.arn, sourceArn)) {
      return undefined;
    }
    return `${this.arn} has no AWS::Lambda::Permission that allows apigateway.amazonaws.com to invoke it for ${sourceArn}`;
  }

  /** Invokes the function asynchronously: nobody receives its result. */
  invokeLater(payload: string, trace: Trace): void {
    void this.lambdaFunction.invoke(payload, trace);
  }

  /** Resolves to undefined if the function takes longer. */
  async invoke(payload: string, milliseconds: number, trace: Trace): Promise<InvokeResponse | undefined> {
    if (this.lambdaFunction.isInspected) {
      return this.lambdaFunction.invoke(payload, trace);
    }
    let timer: NodeJS.Timeout | undefined;
    const timeout = new Promise<undefined>((resolve) => { timer = setTimeout(resolve, milliseconds, undefined); });
    try {
      return await Promise.race([this.lambdaFunction.invoke(payload, trace), timeout]);
    } finally {
      clearTimeout(timer);
    }
  }
}
