import { App, Stack, Stage } from 'aws-cdk-lib';
import { CfnStage } from 'aws-cdk-lib/aws-apigateway';
import { Node } from 'constructs';
import { ROUTES } from '../../operations';
import { NotesApi } from 'cdk-notes-api';

const READS = ROUTES.filter(({ method }) => method === 'GET').map(({ path }) => `GET ${path}`);

function cachingStage(scope: Stack, { restApiId }: NotesApi): void {
  new CfnStage(scope, 'Cached', { restApiId, methodSettings: [{ httpMethod: '*', resourcePath: '/*', cachingEnabled: true }] });
}

/** The number of times that a synthesis walks through a whole app because of notes APIs. */
function walks(app: App): number {
  const findAll = jest.spyOn(Node.prototype, 'findAll');
  app.synth();
  const count = findAll.mock.contexts.filter((node) => node === app.node).length;
  findAll.mockRestore();
  return count;
}

test('ten notes APIs look through their app as often as one', () => {
  const [one, ten] = [1, 10].map((count) => {
    const app = new App();
    for (let index = 0; index < count; index++) {
      new NotesApi(new Stack(app, `Stack${index}`), 'Notes');
    }
    return walks(app);
  });
  expect({ one, ten }).toEqual({ one, ten: one });
});

test.each([
  ['the app', (app: App) => app],
  ['a stage of the app', (app: App) => new Stage(app, 'Beta')],
])('a stage that caches is found in %s that was synthesised without it', (_, part) => {
  const synthesised = part(new App());
  const stack = new Stack(synthesised, 'Stack');
  const notes = new NotesApi(stack, 'Notes');
  synthesised.synth();
  cachingStage(stack, notes);
  expect(() => synthesised.synth({ force: true })).toThrow(`Stack/Cached caches ${READS.join(', ')}`);
});

test('of several notes APIs the one whose answers would be cached is named', () => {
  const app = new App();
  const [, notes] = ['First', 'Second'].map((id) => new NotesApi(new Stack(app, id), 'Notes'));
  cachingStage(new Stack(app, 'Other'), notes);
  expect(() => app.synth()).toThrow(/^(?!.*First).*\[Second\/Notes\] the stage Other\/Cached caches/s);
});
