import { ENVIRONMENT } from '../../src/contract/environment';
import { LIMITS } from '../../src/contract/limits';

const { [ENVIRONMENT.trashSeconds]: SECONDS } = process.env;

/** How long a deleted note stays in the trash; undefined without one. */
export const TRASH_SECONDS = SECONDS === undefined ? undefined : Number(SECONDS);

/** The maximum size of the item of a note. */
export const NOTE_BYTES = LIMITS.itemBytes - (TRASH_SECONDS === undefined ? 0 : LIMITS.tombstoneBytes);
