import { join } from 'node:path';

/** What the bundle exports. This import tells jest's watch mode which tests an edit in `lambda/` concerns. */
export type Bundle = typeof import('../lambda/index.mts');

/** The functions as they are shipped. */
export const BUNDLE = join(__dirname, '..', 'assets', 'lambda', 'index.mjs');
