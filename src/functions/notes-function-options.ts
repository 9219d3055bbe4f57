import { Duration } from 'aws-cdk-lib';
import { Architecture } from 'aws-cdk-lib/aws-lambda';

/** What the functions run with. A change updates them in place. */
export interface NotesFunctionOptions {
  /**
   * Memory in MiB, from 128 to 10,240. The part of a processor that a function has grows with it: 1,769 are a whole one.
   *
   * @default 256
   * @see https://docs.aws.amazon.com/lambda/latest/dg/configuration-memory.html
   */
  readonly memorySize?: number;

  /**
   * How long an invocation may take, in whole seconds: by more than half a second longer than all attempts of the `timeBudget`, and less
   * than the 29 seconds that API Gateway waits.
   *
   * @default Duration.seconds(10)
   */
  readonly timeout?: Duration;

  /**
   * How many invocations of each function may run at once: kept free for it, and its limit. 0 stops it. API Gateway answers requests
   * that are too many 500, not 429.
   * Lambda leaves 100 of an account's to functions without: where an account has few more, a deployment fails.
   *
   * @default - what the account has left
   * @see https://docs.aws.amazon.com/lambda/latest/dg/configuration-concurrency.html
   */
  readonly reservedConcurrentExecutions?: number;

  /**
   * The processors that the function runs on. The code is the same for both.
   *
   * @default Architecture.ARM_64
   */
  readonly architecture?: Architecture;

  /**
   * Further environment variables. The functions honour `AWS_ENDPOINT_URL_DYNAMODB`, `AWS_ENDPOINT_URL`, `AWS_USE_FIPS_ENDPOINT`
   * and `AWS_USE_DUALSTACK_ENDPOINT` of those that configure AWS SDKs; others are Node.js's or those of a tool in an extension.
   * Those that the library or Lambda sets cannot be among them. All of a function's together may have 4 KB.
   *
   * @default - none
   * @see https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html
   */
  readonly environment?: { [name: string]: string };
}
