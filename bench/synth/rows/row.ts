import { Stack } from 'aws-cdk-lib';

/** Where the code of the functions is. */
export interface Sources {
  /** The TypeScript of the handlers. */
  readonly handlers: string;
  /** The bundle of all operations. */
  readonly bundle: string;
}

/** Adds the notes service to a stack, one way of writing it. */
export type Row = (stack: Stack, sources: Sources) => void;
