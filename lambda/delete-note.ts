import { handler } from './http/handler';
import { writePreconditions } from './http/preconditions';
import { deleteNote as remove } from './store/delete';

export const deleteNote = handler(async (request) => {
  const { userId, noteId, remainingMillis } = request;
  await remove(userId, noteId, writePreconditions(request), remainingMillis);
  return { status: 204 };
});
