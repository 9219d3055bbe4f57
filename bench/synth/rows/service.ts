import { OPERATIONS, Route } from '../../../src/contract/operations';
import { fileOf } from '../../handlers/row';

/** One of the functions behind the API, as every row that writes the service out needs to know it. */
export interface ServiceFunction {
  /** The construct id, and the export in the bundle of all. */
  readonly handler: string;
  /** The file of a handler of its own. */
  readonly file: string;
  readonly action: string;
  readonly routes: readonly Route[];
}

/** The service that every row is, without what this library adds to it. */
export const SERVICE: readonly ServiceFunction[] = Object.values(OPERATIONS).map(({ handler, action, routes }) =>
  ({ handler, file: fileOf(handler), action, routes }));
