import { Duration } from 'aws-cdk-lib';
import { Architecture } from 'aws-cdk-lib/aws-lambda';

/** The configuration of Lambda functions. A change updates the functions in place. */
export interface NotesFunctionOptions {
  /**
   * The memory in MiB, from 128 to 10,240. The CPU share grows with it: 1,769 MiB give one full vCPU.
   *
   * @default 512
   * @see https://docs.aws.amazon.com/lambda/latest/dg/configuration-memory.html
   */
  readonly memorySize?: number;

  /**
   * The timeout of an invocation, in whole seconds. It must exceed `allAttempts` of the `timeBudget` by more than half a second, and be
   * less than the 29 seconds that API Gateway waits.
   *
   * @default Duration.seconds(10)
   */
  readonly timeout?: Duration;

  /**
   * The reserved concurrency of each function: the number of invocations at once that are reserved for it, and also its limit.
   *
   * 0 stops the function. API Gateway answers requests above the limit with 500, not with 429. Lambda always keeps 100 of the account's
   * concurrency unreserved. A deployment that would leave fewer fails.
   *
   * @default - none: the function uses the unreserved concurrency of the account
   * @see https://docs.aws.amazon.com/lambda/latest/dg/configuration-concurrency.html
   */
  readonly reservedConcurrentExecutions?: number;

  /**
   * The instruction set architecture of the function. The code is the same for both.
   *
   * @default Architecture.ARM_64
   */
  readonly architecture?: Architecture;

  /**
   * Further environment variables, such as those for Node.js, for a Lambda extension or for the endpoint of DynamoDB.
   *
   * Of the variables that configure AWS SDKs, the functions honour `AWS_ENDPOINT_URL_DYNAMODB`, `AWS_ENDPOINT_URL`,
   * `AWS_IGNORE_CONFIGURED_ENDPOINT_URLS`, `AWS_USE_FIPS_ENDPOINT` and `AWS_USE_DUALSTACK_ENDPOINT`. Variables that the library or Lambda
   * sets are refused. All variables of a function together may take at most 4 KB.
   *
   * @default - none
   * @see https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html
   */
  readonly environment?: { [name: string]: string };
}
