import { Connection } from '../dynamodb/connection';

/** The owner of the notes, the remaining time of the invocation, and how to reach the table. */
export interface Access {
  readonly userId: string;
  /** The remaining time of the invocation. */
  readonly remainingMillis: () => number;
  readonly connection: Connection;
}
