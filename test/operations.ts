import { OPERATIONS } from '../src/contract/operations';

/** The resources of which every operation has one: functions, roles and log groups. */
export const HANDLERS = Object.values(OPERATIONS).map(({ handler }) => handler);

/** The routes, each of which has a method. */
export const ROUTES = Object.values(OPERATIONS).flatMap(({ routes }) => routes);

/** The paths with a preflight for other origins. */
export const PATHS = [...new Set(ROUTES.map(({ path }) => path))];

/** The construct ids of the functions. */
export const CONSTRUCT_IDS = HANDLERS.map((handler) => handler.replace(/^./, (letter) => letter.toUpperCase()));

/** The paths and their parents, each of which is a resource of API Gateway. */
export const resourcePaths = (paths: readonly string[]): string[] =>
  [...new Set(paths.flatMap((path) => [...path.matchAll(/(?<=.)(?=\/|$)/g)].map(({ index }) => path.slice(0, index))))];

/** The requests that the functions send to DynamoDB. */
export const REQUESTS = [...new Set(Object.values(OPERATIONS).flatMap(({ requests }) => requests))];
