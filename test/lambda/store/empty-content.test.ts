import { IN_TRASH, NOTE, TrashStage } from './trash-stage';
import { installedEngines } from '../../../local/dynamodb/engine';

// In one of the engines an empty string has no type.
describe.each(installedEngines)('a note without content on %s', (engine) => {
  const stage = TrashStage.forTests(undefined, engine);
  const EMPTY = { S: '' };

  test('moves to the trash', async () => {
    await stage.put({ ...NOTE, noteContent: EMPTY });
    expect((await stage.send('deletion')).status).toBe(204);
    expect(await stage.row()).toMatchObject({ deletedContent: EMPTY });
  });

  test.each(['deletion for good', 'restoration'] as const)('has a %s from the trash', async (name) => {
    await stage.put({ ...IN_TRASH, deletedContent: EMPTY });
    expect((await stage.send(name)).status).toBeLessThan(300);
  });
});
