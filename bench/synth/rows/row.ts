import { Stack } from 'aws-cdk-lib';

/** The locations of the code of the functions. */
export interface Sources {
  /** The TypeScript of the handlers. */
  readonly handlers: string;
  /** The bundle of all operations. */
  readonly bundle: string;
}

/** Adds the notes service to a stack, written in one way. */
export type Row = (stack: Stack, sources: Sources) => void;
