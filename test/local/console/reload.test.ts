import { mkdtempSync, rmSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import { AuthorizationType, MockIntegration, RestApi } from 'aws-cdk-lib/aws-apigateway';
import { AccountRootPrincipal, PolicyStatement, Role } from 'aws-cdk-lib/aws-iam';
import { startWithConsole, WithConsole } from './console';
import { call } from '../../http';
import { eventually } from '../support';

let outdir: string;
let app: WithConsole;

/** Defines an app whose API has these paths, which one role may call. */
const define = (paths: string[], parent: App): void => {
  const stack = new Stack(parent, 'Site');
  const api = new RestApi(stack, 'Api', { cloudWatchRole: false });
  paths.forEach((path) => api.root.addResource(path).addMethod('GET', new MockIntegration(), { authorizationType: AuthorizationType.IAM }));
  const role = new Role(stack, 'Reader', { roleName: 'Reader', assumedBy: new AccountRootPrincipal() });
  role.addToPolicy(new PolicyStatement({ actions: ['execute-api:Invoke'], resources: [api.arnForExecuteApi('GET', '/old')] }));
};

beforeAll(async () => {
  outdir = mkdtempSync(join(tmpdir(), 'local-test-'));
  const synthesized = new App({ outdir, analyticsReporting: false });
  define(['old'], synthesized);
  synthesized.synth();
  app = await startWithConsole(() => undefined, { assembly: outdir });
});
afterAll(async () => {
  await app?.stop();
  rmSync(outdir, { recursive: true });
});

/** Collects the events of the console as its page receives them. */
function listen(): { events: { type: string; data: any }[]; close(): void } {
  const events: { type: string; data: any }[] = [];
  let pending = '';
  const sent = request(`${app.stack.consoleUrl}api/requests`, (response) => response.setEncoding('utf8').on('error', () => undefined).on('data', (chunk) => {
    const messages = (pending + chunk).split('\n\n');
    pending = messages.pop()!;
    for (const [, type, data] of messages.flatMap((message) => [...message.matchAll(/^event: (\w+)\ndata: (.*)$/g)])) {
      events.push({ type, data: JSON.parse(data) });
    }
  })).end();
  return { events, close: () => sent.destroy() };
}

test('an open page hears of requests once each, with the earlier ones first, and of a new deployment, which the console then shows', async () => {
  await call(app.stack.url, 'GET', '/early');
  const { close, events } = listen();
  await eventually(() => events.length > 0);
  expect(events).toEqual([{ type: 'history', data: [expect.objectContaining({ path: '/early', status: 403 })] }]);
  await Promise.all(Array.from({ length: 20 }, (_, at) => call(app.stack.url, 'GET', `/late/${at}`)));
  const heard = () => events.filter(({ type }) => type === 'requests').flatMap(({ data }) => data);
  await eventually(() => heard().length >= 20);
  expect(new Set(heard().map(({ requestId }) => requestId)).size).toBe(20);

  expect((await app.submit({ method: 'GET', path: '/old', caller: 'role Reader' })).status).not.toBe(403);
  const changed = new App({ outdir, analyticsReporting: false });
  define(['old', 'new'], changed);
  changed.synth();
  await app.stack.reload();
  await eventually(() => events.some(({ type }) => type === 'deployed'));
  const { json: { apis: [{ routes }] } } = await app.ask('GET', '/api/stack');
  expect(routes.map(({ path }: { path: string }) => path)).toEqual(['/new', '/old']);
  expect(routes.map(({ access }: any) => access.callers)).toEqual([[], ['role Reader']]);
  expect((await app.submit({ method: 'GET', path: '/old', caller: 'role Reader' })).status).not.toBe(403);
  expect((await app.submit({ method: 'GET', path: '/new', caller: 'role Reader' })).status).toBe(403);
  close();
});
