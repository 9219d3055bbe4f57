import { CpuMillis } from './billed-duration';
import { NotesOperation } from '../../src/contract/operations';

/** What the functions compute, on a whole core. */
export const CPU_MILLIS: CpuMillis = {
  load: 86,
  firstInvocation: 27,
  warm: {
    [NotesOperation.CREATE]: 1,
    [NotesOperation.GET]: 1.4,
    [NotesOperation.LIST]: 2.2,
    [NotesOperation.UPDATE]: 1.6,
    [NotesOperation.DELETE]: 0.9,
  },
};
