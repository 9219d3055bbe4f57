import type { APIGatewayProxyEvent } from 'aws-lambda';
import { contextOf } from './caller';
import type { Handler } from './handler';

/** The parts of a request that a function reads. */
type Rehearsed = Partial<APIGatewayProxyEvent>;

const USER_ID = 'rehearsal';
const COLLECTION = { pathParameters: { userId: USER_ID } };
const NOTE = { pathParameters: { userId: USER_ID, id: '019b2d40-0000-7000-8000-000000000000' } };
const CONTENT = { body: JSON.stringify({ content: 'A note' }) };
/** The construct may require it for a change. */
const PRECONDITION = { multiValueHeaders: { 'If-Match': ['*'] } };

/** The request that each function rehearses, by the name of the function. */
const REQUESTS: Readonly<Record<string, Rehearsed>> = {
  createNote: { ...COLLECTION, ...CONTENT },
  getNote: NOTE,
  listNotes: COLLECTION,
  updateNote: { httpMethod: 'PUT', ...NOTE, ...CONTENT, ...PRECONDITION },
  deleteNote: { ...NOTE, ...PRECONDITION },
};

/** The rehearsal of this function; does nothing if its name is not known. */
export function rehearsalOf(functions: Readonly<Record<string, Handler>>, { _HANDLER = '' } = process.env): () => Promise<unknown> {
  const name = _HANDLER.split('.').at(-1)!;
  return async () => Object.hasOwn(functions, name) && functions[name].rehearse(eventOf(REQUESTS[name]));
}

const eventOf = (request: Rehearsed): APIGatewayProxyEvent => ({
  requestContext: { requestId: 'rehearsal', path: '/', ...contextOf(USER_ID) },
  ...request,
}) as APIGatewayProxyEvent;
