import { isPermanent } from './http/delete-parameters';
import { handler } from './http/handler';
import { writePreconditions } from './http/preconditions';

export const deleteNote = handler(async (request, notes) => {
  await notes.delete(request.noteId(), writePreconditions(request), isPermanent(request));
  return { status: 204 };
});
