import { Duration } from 'aws-cdk-lib';

/**
 * How long a function waits for DynamoDB, and how often it asks.
 *
 * `connectTimeout` must be less than `requestTimeout`, that less than `allAttempts`, that by more than half a second less than each
 * function's `timeout` of `functionOptions`, and that less than the 29 seconds that API Gateway waits: then a caller is always answered by
 * the function. `firstBackOff` must be less than `allAttempts`. A change updates the functions in place.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-execution-service-limits-table.html
 */
export interface NotesTimeBudget {
  /**
   * For a connection to DynamoDB.
   *
   * @default Duration.millis(300)
   */
  readonly connectTimeout?: Duration;

  /**
   * For one attempt of a request until its answer begins, its connection included.
   * The answer itself may take what is left of `allAttempts`.
   *
   * @default Duration.millis(600)
   */
  readonly requestTimeout?: Duration;

  /**
   * For all attempts of a request together. What remains of an invocation, less half a second to answer in, is the limit all the same.
   *
   * @default Duration.seconds(2)
   */
  readonly allAttempts?: Duration;

  /**
   * The longest that a second attempt is put off. It doubles with every further one, and each waits for a random part of it.
   *
   * @default Duration.millis(50)
   * @see https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/
   */
  readonly firstBackOff?: Duration;

  /**
   * How often a request is made at most: 1 for never again.
   *
   * @default 4
   */
  readonly maxAttempts?: number;
}
