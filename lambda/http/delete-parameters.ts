import { choice } from './query-parameters';
import { Request } from './request';
import { DELETE_PARAMETERS } from '../../src/contract/delete-parameters';
import { TRASH_SECONDS } from '../store/trash';

/** Whether a note is deleted permanently. Without a trash, the parameter is unknown and ignored. */
export const isPermanent = (request: Request): boolean =>
  TRASH_SECONDS !== undefined && choice(request, 'permanent', DELETE_PARAMETERS.permanent.choices) === 'true';
