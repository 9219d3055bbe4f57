import { expectProblem } from './expectations';
import { Notes } from './notes';
import { anyTarget, describeLocal, newUser, sharedApi, started } from './target';
import { OPERATIONS } from '../../src/contract/operations';
import { Answer } from '../http';
import { NotesAuthorization } from 'cdk-notes-api';

const ALLOWED = ['https://notes.example.com', 'http://localhost:5173'];
const OTHERS = [
  'https://evil.example', 'https://notes.example.com.evil.example', 'https://notes.example.co', 'http://notes.example.com', 'null',
  'http://localhost:51730', '',
];
const EXPOSED = 'ETag, Link, Location, Retry-After, X-Request-Id, Idempotent-Replayed';
const ROUTES = Object.values(OPERATIONS).flatMap(({ routes }) => routes).map(({ method, path }): [string, string] => [method, path]);

const authorization = NotesAuthorization.none();

/** The parts of an answer that tell browsers who may read it. */
const shared = ({ headers }: Answer) => ({
  origin: headers['access-control-allow-origin'],
  exposed: headers['access-control-expose-headers'],
  vary: headers.vary,
  credentials: headers['access-control-allow-credentials'],
});

const preflight = (origin: string, method: string) => ({
  headers: { 'origin': origin, 'access-control-request-method': method, 'access-control-request-headers': 'authorization,if-match' },
});

describeLocal.each(anyTarget)('CORS on %s', (target, start) => {
  describe('for several origins', () => {
    const api = started(start, { authorization, corsOrigins: ALLOWED });

    test.each(ALLOWED)('names %s to its pages in every answer of every function', async (origin) => {
      const notes = new Notes(api);
      const headers = { origin };
      const created = await notes.post({ content: 'c' }, headers);
      const path = `/notes/${notes.user}/${created.json.noteId}`;
      const answers: [number, Answer][] = [
        [200, created],
        [200, await api.call('GET', path, { headers })],
        [304, await api.call('GET', path, { headers: { ...headers, 'if-none-match': created.headers.etag } })],
        [200, await api.call('GET', `/notes/${notes.user}`, { headers })],
        [200, await api.call('PATCH', path, { headers, body: '{"title":"t"}' })],
        [412, await api.call('PUT', path, { headers: { ...headers, 'if-match': '"other"' }, body: '{"content":"d"}' })],
        [204, await api.call('DELETE', path, { headers })],
        [404, await api.call('GET', path, { headers })],
        [400, await api.call('GET', `/notes/${notes.user}?limit=none`, { headers })],
      ];
      for (const [status, answer] of answers) {
        expect({ status: answer.status, ...shared(answer) }).toEqual({
          status,
          origin,
          exposed: EXPOSED,
          vary: 'Origin',
          credentials: undefined,
        });
      }
    });

    test.each([...OTHERS, undefined])('names no origin to the pages of %j', async (origin) => {
      const answer = await api.call('GET', `/notes/${newUser()}`, { headers: origin === undefined ? {} : { origin } });
      expect({ status: answer.status, ...shared(answer) }).toEqual({
        status: 200,
        origin: undefined,
        exposed: undefined,
        vary: 'Origin',
        credentials: undefined,
      });
    });

    test.each(ROUTES.flatMap(([method, path]) => ALLOWED.map((origin): [string, string, string] => [method, path, origin])))(
      'answers the preflight of %s %s from %s without any credentials', async (method, path, origin) => {
        const answer = await api.call('OPTIONS', path.replace('{userId}', 'alice').replace('{id}', 'id'), preflight(origin, method));
        expect({ status: answer.status, text: answer.text, ...shared(answer) }).toMatchObject({
          status: 204,
          text: '',
          origin,
          vary: 'Origin',
        });
        expect(answer.headers['access-control-allow-methods'].split(',')).toContain(method);
        expect(answer.headers['access-control-allow-headers'].split(',')).toEqual([
          'Authorization', 'Content-Type', 'Idempotency-Key', 'If-Match', 'If-None-Match',
        ]);
        expect(answer.headers['access-control-max-age']).toBe('3600');
      });

    test.each(['origin', 'Origin'].flatMap((name) => ALLOWED.map((origin): [string, string] => [name, origin])))(
      'takes %s: %s as HTTP/2 writes it and as HTTP/1.1 does', async (name, origin) => {
        const { headers } = preflight(origin, 'POST');
        const { origin: __, ...others } = headers;
        const answer = await api.call('OPTIONS', '/notes/alice', { headers: { ...others, [name]: origin } });
        expect(shared(answer)).toMatchObject({ origin });
        expect(shared(await api.call('GET', '/notes/alice', { headers: { [name]: origin } }))).toMatchObject({ origin });
      });

    test.each(OTHERS)('does not let the preflight of %j pass', async (origin) => {
      const answer = await api.call('OPTIONS', '/notes/alice', preflight(origin, 'POST'));
      expect(answer.status).toBe(204);
      expect([origin, '*']).not.toContain(answer.headers['access-control-allow-origin']);
    });

    test('lets every page read what API Gateway refuses by itself, as it cannot choose', async () => {
      for (const origin of [...ALLOWED, ...OTHERS]) {
        const answer = await api.call('GET', '/unknown', { headers: { origin } });
        expectProblem(answer, 404, 'no-such-route');
        expect(shared(answer)).toEqual({ origin: '*', exposed: EXPOSED });
      }
    });
  });

  describe('for one origin', () => {
    const [origin] = ALLOWED;
    const api = started(start, { corsOrigins: [origin] });

    test('names it in what API Gateway refuses by itself, whoever asks', async () => {
      for (const asking of [origin, ...OTHERS]) {
        const answer = await api.call('POST', '/notes/alice', { headers: { origin: asking }, body: '{"content":"c"}' });
        expectProblem(answer, 403, 'missing-authentication-token');
        expect(shared(answer)).toEqual({ origin, exposed: EXPOSED, vary: 'Origin' });
      }
    });

    test('answers its preflight although requests have to be signed', async () => {
      const answer = await api.call('OPTIONS', '/notes/alice/id', preflight(origin, 'DELETE'));
      expect({ status: answer.status, ...shared(answer) }).toMatchObject({ status: 204, origin });
      expect(answer.headers['access-control-allow-headers'].split(',')).toEqual(
        expect.arrayContaining(['X-Amz-Date', 'X-Amz-Security-Token']),
      );
    });
  });

  describe('for every origin', () => {
    const api = started(start, { authorization, corsOrigins: ['*'] });

    test.each([...OTHERS, undefined])('lets the pages of %j read every answer', async (origin) => {
      const headers: Record<string, string> = origin === undefined ? {} : { origin };
      for (const path of [`/notes/${newUser()}`, '/notes/alice/none', '/unknown']) {
        expect(shared(await api.call('GET', path, { headers }))).toEqual({ origin: '*', exposed: EXPOSED });
      }
    });
  });

  describe('when it is off', () => {
    const api = sharedApi(target, start);

    test('names no origin, and there are no preflights', async () => {
      for (const path of [`/notes/${newUser()}`, '/notes/alice/none', '/unknown']) {
        expect(shared(await api.call('GET', path, { headers: { origin: ALLOWED[0] } }))).toEqual({});
      }
      expectProblem(await api.call('OPTIONS', '/notes/alice', preflight(ALLOWED[0], 'POST')), 404, 'no-such-route');
    });
  });
});
