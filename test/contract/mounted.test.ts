import { Stack } from 'aws-cdk-lib';
import { MockIntegration, RestApi, TokenAuthorizer } from 'aws-cdk-lib/aws-apigateway';
import { Code, Function, Runtime } from 'aws-cdk-lib/aws-lambda';
import { Notes } from './notes';
import { anyTarget, describeLocal, started } from './target';
import { NotesApiProps, NotesAuthorization } from 'cdk-notes-api';

/** Lets nobody in. */
const REFUSE = 'exports.handler = async () => { throw new Error("Unauthorized"); };';

const props = (stack: Stack): NotesApiProps => {
  const handler = new Function(stack, 'Refuse', { runtime: Runtime.NODEJS_24_X, handler: 'index.handler', code: Code.fromInline(REFUSE) });
  const api = new RestApi(stack, 'Shop', { defaultMethodOptions: { authorizer: new TokenAuthorizer(stack, 'Token', { handler }) } });
  api.root.addResource('items').addMethod('GET', new MockIntegration());
  return { mountOn: api.root.resourceForPath('shop/v1'), authorization: NotesAuthorization.none() };
};

describeLocal.each(anyTarget)('notes that are mounted on an API with an authorizer of its own on %s', (_, start) => {
  const api = started(start, props);

  test('are created, read, changed, listed and deleted', async () => {
    const notes = new Notes(api);
    const created = await notes.post({ content: 'c' });
    expect(created.status).toBe(200);
    const id = created.json.noteId;
    expect((await api.call('PATCH', `/notes/${notes.user}/${id}`, { body: '{"title":"t"}' })).status).toBe(200);
    expect((await notes.get(id)).json).toMatchObject({ id, content: 'c', title: 't' });
    expect((await notes.list()).json.notes).toHaveLength(1);
    expect((await api.call('DELETE', `/notes/${notes.user}/${id}`)).status).toBe(204);
  });

  test('are named by the links of answers behind the path that they are mounted on', async () => {
    const notes = new Notes(api);
    const created = await notes.post({ content: 'c' });
    expect((await api.follow(created, created.headers.location)).json.content).toBe('c');
    await notes.post({ content: 'd' });
    const page = await notes.list('limit=1');
    expect((await api.follow(page, /<(.*)>/.exec(page.headers.link)![1])).json.notes).toHaveLength(1);
  });
});
