import { OPERATIONS, Route } from '../../../src/contract/operations';
import { fileOf } from '../../handlers/row';

/** One of the functions behind the API, for the rows that write the service out. */
export interface ServiceFunction {
  /** The construct id, and the export in the bundle of all. */
  readonly handler: string;
  /** The file with only this handler. */
  readonly file: string;
  readonly action: string;
  readonly routes: readonly Route[];
}

/** The service that every row implements, without the additions of this library. */
export const SERVICE: readonly ServiceFunction[] = Object.values(OPERATIONS).map(({ handler, action, routes }) =>
  ({ handler, file: fileOf(handler), action, routes }));
