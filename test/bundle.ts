import { join } from 'node:path';

/** The exports of the bundle. This import tells jest's watch mode which tests an edit in `lambda/` affects. */
export type Bundle = typeof import('../lambda/index.mts');

/** The functions as they are shipped. */
export const BUNDLE = join(__dirname, '..', 'assets', 'lambda', 'index.mjs');
