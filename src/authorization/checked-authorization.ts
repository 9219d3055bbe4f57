import { NotesAuthorization } from './notes-authorization';
import { shown } from '../cdk/checked-values';

export function checkedAuthorization(authorization: NotesAuthorization): NotesAuthorization {
  // Not instanceof: an app can hold two copies of this package.
  if (typeof authorization?._bind !== 'function') {
    throw new Error(
      `"authorization" is ${shown(authorization)}: use a NotesAuthorization, such as NotesAuthorization.iam()`,
    );
  }
  return authorization;
}
