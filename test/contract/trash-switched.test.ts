import { Duration } from 'aws-cdk-lib';
import { CapacityMeter } from './capacity-meter';
import { OPEN } from './local-api';
import { Notes } from './notes';
import { describeLocal, local, Target } from './target';
import { itemBytes } from '../../bench/cost/capacity-units';
import { installedEngines, startEngine } from '../../local/dynamodb/engine';
import { Lifetime } from '../../local/machine/lifetime';
import { NotesApiProps } from 'cdk-notes-api';

const WITH_TRASH = { ...OPEN, trash: Duration.days(30) };

// The engine does not matter.
describeLocal.each(installedEngines.slice(0, 1))('on a table with rows on %s', (engine) => {
  const lifetime = new Lifetime();
  let meter: CapacityMeter;
  beforeAll(async () => {
    const { endpoint } = await startEngine(engine, lifetime, () => {});
    meter = new CapacityMeter(endpoint);
    await meter.listen();
  });
  afterAll(async () => {
    await meter?.close();
    await lifetime.end();
  });

  /** The API with these props, on the same table. */
  async function deployed<Found>(props: NotesApiProps, use: (api: Target) => Promise<Found>): Promise<Found> {
    const api = await local({ dynamoDbEndpoint: meter.endpoint }, props);
    try {
      return await use(api);
    } finally {
      await api.stop();
    }
  }

  test('a trash is turned on, off and on again, and what is in it stays', async () => {
    const { user, ids: [deleted, trashed, other] } = await deployed(OPEN, async (api) => {
      const notes = new Notes(api);
      const all = await notes.createAll(['0', '1', '2']);
      expect((await notes.delete(all[0].id)).status).toBe(204);
      return { user: notes.user, ids: all.map(({ id }) => id) };
    });
    await deployed(WITH_TRASH, async (api) => {
      const notes = new Notes(api, user);
      expect(await notes.ids()).toEqual([other, trashed]);
      expect((await notes.delete(trashed)).status).toBe(204);
      expect((await notes.restore(deleted)).status).toBe(404);
    });
    const row = await deployed(OPEN, async (api) => {
      const notes = new Notes(api, user);
      expect(await notes.ids()).toEqual([other]);
      expect((await notes.delete(trashed)).status).toBe(404);
      return api.getItem(user, trashed);
    });
    await deployed(WITH_TRASH, async (api) => {
      const notes = new Notes(api, user);
      expect(await api.getItem(user, trashed)).toEqual(row);
      expect((await notes.trash()).map(({ id }) => id)).toEqual([trashed]);
      expect((await notes.restore(trashed)).json).toMatchObject({ content: '1' });
      expect(await notes.ids()).toEqual([other, trashed]);
    });
  });

  test('every request about the trash is one request to DynamoDB, a write of the larger row', async () => {
    await deployed(WITH_TRASH, async (api) => {
      const notes = new Notes(api);
      const { id } = await notes.create({ content: 'x'.repeat(3_000) });
      const bytes = async () => itemBytes((await api.getItem(notes.user, id))!);
      for (const send of [() => notes.delete(id), () => notes.restore(id), () => notes.delete(id), () => notes.deleteForGood(id)]) {
        const before = await bytes();
        const { answer, metered } = await meter.during(send);
        expect(answer.status).toBeLessThan(300);
        expect(metered).toEqual([{ action: 'UpdateItem', units: Math.ceil(Math.max(before, await bytes()) / 1024) }]);
      }
      const { metered } = await meter.during(() => notes.list({ state: 'deleted' }));
      expect(metered).toEqual([{ action: 'Query', units: expect.any(Number) }]);
    });
  });
});
