import { rmSync } from 'node:fs';
import { Aspects, Stack } from 'aws-cdk-lib';
import { CfnMethod, RestApi } from 'aws-cdk-lib/aws-apigateway';
import { synthesize } from './sample-app';
import { LocalStack } from '../../local/local-stack';
import { call } from '../http';
import { NotesApi, NotesAuthorization } from 'cdk-notes-api';

const ORIGIN = 'https://notes.example.com';

/** The statuses of a preflight, a creation and a list on an API that takes every body for binary data. */
async function statuses(corsOrigins: string[], change?: (stack: Stack) => void): Promise<number[]> {
  const folder = synthesize((app) => {
    const stack = new Stack(app, 'Shop');
    const api = new RestApi(stack, 'Api', { cloudWatchRole: false, binaryMediaTypes: ['*/*'] });
    new NotesApi(stack, 'Notes', { mountOn: api.root, corsOrigins, authorization: NotesAuthorization.none() });
    change?.(stack);
  });
  const stack = await LocalStack.start({ assembly: folder, warm: false });
  try {
    const created = await call(stack.url, 'POST', '/notes/alice', { headers: { 'content-type': 'application/json' }, body: '{"content":"é"}' });
    const preflight = (headers: object) =>
      call(stack.url, 'OPTIONS', '/notes/alice', { headers: { 'origin': ORIGIN, 'access-control-request-method': 'POST', ...headers } });
    const listed = await call(stack.url, 'GET', '/notes/alice');
    return [await preflight({}), await preflight({ 'content-type': 'text/plain' }), created, listed].map(({ status }) => status);
  } finally {
    await stack.stop();
    rmSync(folder, { recursive: true });
  }
}

// No browser sends a preflight with a content type, for which the mock has no template.
test.each([[['*']], [[ORIGIN]], [[ORIGIN, 'https://shop.example.com']]])('on an API of binary data, preflights of %j are answered', async (origins) => {
  expect(await statuses(origins)).toEqual([204, 500, 200, 200]);
});

test('without the conversion to text they are a 500, as on AWS', async () => {
  const unconverted = (stack: Stack) => Aspects.of(stack).add({
    visit: (construct) => {
      if (construct instanceof CfnMethod) {
        construct.addPropertyDeletionOverride('Integration.ContentHandling');
      }
    },
  });
  expect(await statuses([ORIGIN], unconverted)).toEqual([500, 500, 200, 200]);
});
