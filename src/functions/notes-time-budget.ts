import { Duration } from 'aws-cdk-lib';

/**
 * How long a function waits for DynamoDB, and how often it tries.
 *
 * The function has to answer before API Gateway gives up. So each time must be less than the next one: `connectTimeout`,
 * `requestTimeout`, `allAttempts`, the `timeout` in the `functionOptions`, and the 29 seconds that API Gateway waits. Between `allAttempts`
 * and `timeout` there must be more than half a second. `firstBackOff` must be less than `allAttempts`. Other values are refused.
 *
 * A change updates the functions in place.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-execution-service-limits-table.html
 */
export interface NotesTimeBudget {
  /**
   * The time limit for connecting to DynamoDB.
   *
   * @default Duration.millis(300)
   */
  readonly connectTimeout?: Duration;

  /**
   * The time limit for one attempt of a request until its response begins, including the connection.
   * The rest of the response may take the time that is left of `allAttempts`.
   *
   * @default Duration.millis(600)
   */
  readonly requestTimeout?: Duration;

  /**
   * The time limit for all attempts of a request together. It never exceeds the remaining time of the invocation minus half a second.
   *
   * @default Duration.seconds(2)
   */
  readonly allAttempts?: Duration;

  /**
   * The longest delay before the second attempt. It doubles with each further attempt. Each attempt waits for a random part of its delay.
   *
   * @default Duration.millis(50)
   * @see https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/
   */
  readonly firstBackOff?: Duration;

  /**
   * The maximum number of attempts of a request, at least 1. With 1 there are no retries.
   *
   * @default 4
   */
  readonly maxAttempts?: number;
}
