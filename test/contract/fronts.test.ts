import { Stack } from 'aws-cdk-lib';
import { RestApi } from 'aws-cdk-lib/aws-apigateway';
import { Front, FrontPaths } from './front';
import { idsOn, NoteDocument, Notes } from './notes';
import { describeLocal, newUser, started, targets } from './target';
import { Answer, call } from '../http';
import { NotesApiProps, NotesAuthorization } from 'cdk-notes-api';

/** The path at a front, and the path that the front requests from API Gateway. */
const FRONTS: [name: string, paths: FrontPaths][] = [
  ['CloudFront with the stage as its origin path', { stripped: '', added: '/prod' }],
  ['a proxy that strips a prefix', { stripped: '/apps/notes', added: '/prod' }],
  ['a proxy that strips a prefix, and is called as the notes are', { stripped: '/notes/notes', added: '/prod' }],
  ['a proxy that changes nothing', { stripped: '/prod', added: '/prod' }],
];

const open = (): NotesApiProps => ({ authorization: NotesAuthorization.none() });
const mounted = (stack: Stack): NotesApiProps => ({ ...open(), mountOn: new RestApi(stack, 'Shop').root.resourceForPath('shop/v1') });

const MOUNTS: [name: string, mountPath: string, props: (stack: Stack) => NotesApiProps][] = [
  ['notes on an API of their own', '', open],
  ['mounted notes', '/shop/v1', mounted],
];

/** The end of the user ids here. */
const USERS = ['', ':1', '%20%C3%BC%5C%3F'];

// The origin of a request does not matter to the database, so one is enough.
const [[, start]] = targets;

describeLocal.each(MOUNTS)('%s', (_, mountPath, props) => {
  const api = started(start, props);

  describe.each(FRONTS)('behind %s', (__, paths) => {
    let front: Front;
    beforeAll(async () => { front = await Front.of(api, paths); });
    afterAll(() => front.close());

    const ask = (method: string, path: string, body?: object, headers = {}) =>
      call(front.url, method, `${mountPath}${path}`, { body: body && JSON.stringify(body), headers });

    /** Gets the target that an answer names, as every client does that follows RFC 3986. */
    async function followed({ url }: Answer, reference: string): Promise<Answer> {
      const { origin, pathname, search } = new URL(reference, url);
      return call(origin, 'GET', `${pathname}${search}`);
    }

    describe.each(USERS)('of a user whose id ends with "%s"', (name) => {
      let user: string;
      beforeEach(() => { user = `${newUser()}${name}`; });

      test.each(['', '/'])('a note is where Location says, asked with "%s" at the end', async (slash) => {
        const posted = await ask('POST', `/notes/${user}${slash}`, { content: 'posted' });
        const put = await ask('PUT', `/notes/${user}/mine${slash}`, { content: 'put' }, { 'if-none-match': '*' });
        for (const [answer, status, content] of [[posted, 200, 'posted'], [put, 201, 'put']] as const) {
          expect(answer.status).toBe(status);
          expect(await followed(answer, answer.headers.location)).toMatchObject({ status: 200, json: { content } });
        }
      });

      test.each(['', '/'])('each page is where Link says, asked with "%s" at the end', async (slash) => {
        const notes = new Notes({ call: (method, path, { body } = {}) => ask(method, path, body && JSON.parse(`${body}`)) }, user);
        const ids = (await notes.createAll(['1', '2', '3'])).map(({ id }: NoteDocument) => id);
        const pages = [await ask('GET', `/notes/${user}${slash}?limit=1&order=asc`)];
        for (let page = pages[0]; page.headers.link; pages.push(page)) {
          expect(pages.length).toBeLessThan(ids.length);
          page = await followed(page, /^<([^>]+)>; rel="next"$/.exec(page.headers.link)![1]);
        }
        expect(idsOn(...pages)).toEqual(ids);
      });
    });
  });
});
