import { OPERATIONS } from '../src/contract/operations';

/** What there is of each operation: as many functions, roles and log groups. */
export const HANDLERS = Object.values(OPERATIONS).map(({ handler }) => handler);

/** What there is a method of each. */
export const ROUTES = Object.values(OPERATIONS).flatMap(({ routes }) => routes);

/** Where there is a preflight with other origins. */
export const PATHS = [...new Set(ROUTES.map(({ path }) => path))];

/** The construct ids of the functions. */
export const CONSTRUCT_IDS = HANDLERS.map((handler) => handler.replace(/^./, (letter) => letter.toUpperCase()));

/** The paths and what is above them, of each of which API Gateway has a resource. */
export const resourcePaths = (paths: readonly string[]): string[] =>
  [...new Set(paths.flatMap((path) => [...path.matchAll(/(?<=.)(?=\/|$)/g)].map(({ index }) => path.slice(0, index))))];
