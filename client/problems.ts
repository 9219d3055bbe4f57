import type { components } from './openapi.ts';

type Schemas = components['schemas'];
type Problem = Schemas['Problem'];

export type ProblemCode = Schemas['ProblemCode'];
export type InvalidValue = Schemas['InvalidValue'];

/** The members that only some problems have. */
interface Particulars {
  readonly 'invalid-field': Required<Pick<Problem, 'errors'>>;
  readonly 'invalid-parameter': Required<Pick<Problem, 'errors'>>;
  readonly 'precondition-failed': Required<Pick<Problem, 'current'>>;
  readonly 'note-too-large': Required<Pick<Problem, 'limit'>> & Pick<Problem, 'actual'>;
}

type Common = Omit<Problem, 'code' | 'errors' | 'current' | 'limit' | 'actual'>;

/** A problem document (RFC 9457): its `code` tells which members it has. */
export type NotesProblem = {
  [Code in ProblemCode]: Common & { readonly code: Code } & (Code extends keyof Particulars ? Particulars[Code] : unknown)
}[ProblemCode];
