import type { APIGatewayProxyEvent } from 'aws-lambda';
import { randomUUID } from './builtins';
import { send } from './dynamodb';

interface Item {
  readonly SK: { readonly S: string };
  readonly noteContent: { readonly S: string };
}

const keyOf = ({ pathParameters }: APIGatewayProxyEvent) => ({ PK: { S: pathParameters!.userId }, SK: { S: pathParameters!.id } });
const noteOf = ({ SK, noteContent }: Item) => ({ id: SK.S, content: noteContent.S });
const answer = (statusCode: number, document?: object) => ({ statusCode, body: document ? JSON.stringify(document) : '' });

export async function createNote({ body, pathParameters }: APIGatewayProxyEvent) {
  const noteId = randomUUID();
  await send('PutItem', { Item: { PK: { S: pathParameters!.userId }, SK: { S: noteId }, noteContent: { S: JSON.parse(body!).content } } });
  return answer(200, { noteId });
}

export async function getNote(event: APIGatewayProxyEvent) {
  const { Item } = await send('GetItem', { Key: keyOf(event) });
  return Item ? answer(200, noteOf(Item)) : answer(404, { message: 'not found' });
}

export async function listNotes({ pathParameters }: APIGatewayProxyEvent) {
  const { Items } = await send('Query', {
    KeyConditionExpression: 'PK = :userId',
    ExpressionAttributeValues: { ':userId': { S: pathParameters!.userId } },
  });
  return answer(200, { notes: Items.map(noteOf) });
}

export async function updateNote(event: APIGatewayProxyEvent) {
  const { content } = JSON.parse(event.body!);
  await send('UpdateItem', {
    Key: keyOf(event),
    UpdateExpression: 'SET noteContent = :content',
    ExpressionAttributeValues: { ':content': { S: content } },
  });
  return answer(200, { id: event.pathParameters!.id, content });
}

export async function deleteNote(event: APIGatewayProxyEvent) {
  await send('DeleteItem', { Key: keyOf(event) });
  return answer(204);
}
