import { Stack } from 'aws-cdk-lib';
import { AttributeType, BillingMode, ITable, Table, TableEncryption, TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import { expectProblem } from './expectations';
import { Notes } from './notes';
import { describeLocal, Item, started, targets } from './target';
import { NotesAuthorization } from 'cdk-notes-api';

const KEYS = { partitionKey: { name: 'PK', type: AttributeType.STRING }, sortKey: { name: 'SK', type: AttributeType.STRING } };

/** The user's own tables: the tutorial's, others of this app, and those of another app. */
const tables: [string, (stack: Stack) => ITable][] = [
  ['the tutorial\'s table', (stack) => new Table(stack, 'Table', { ...KEYS, billingMode: BillingMode.PAY_PER_REQUEST })],
  ['a table with a key', (stack) => new Table(stack, 'Table', { ...KEYS, encryption: TableEncryption.CUSTOMER_MANAGED })],
  ['a table with an index', (stack) => {
    const table = new TableV2(stack, 'Table', { ...KEYS, timeToLiveAttribute: 'expiresAt' });
    table.addGlobalSecondaryIndex({ indexName: 'byTitle', partitionKey: { name: 'title', type: AttributeType.STRING } });
    return table;
  }],
  ['a table by its name', (stack) => Table.fromTableName(stack, 'Table', 'tutorial-notes')],
  [
    'a table by its ARN',
    (stack) =>
      TableV2.fromTableArn(stack, 'Table', stack.formatArn({ service: 'dynamodb', resource: 'table', resourceName: 'Notes.2024' })),
  ],
];

/** As the tutorial's own code wrote it. */
const ID = '7d0fa9b5-3d0e-4b1a-9b0e-3c9d8f1c2a11';

/** Every table on one engine, one on the others: how an engine makes tables is what the tests of the local stack are about. */
const adoptions = targets.flatMap(([engine, start], at) =>
  tables.slice(0, at === 0 ? tables.length : 1).map(([name, tableOf]) => ({ name, engine, start, tableOf })));

describeLocal.each(adoptions)(
  'on $name, with $engine',
  ({ start, tableOf }) => {
    const api = started(start, (stack) => ({ table: tableOf(stack), authorization: NotesAuthorization.none() }));
    let notes: Notes;
    let row: Item;
    beforeEach(async () => {
      notes = new Notes(api);
      row = { PK: { S: notes.user }, SK: { S: ID }, noteContent: { S: 'from the tutorial' } };
      await api.putItem(row);
    });

    test('a row of the tutorial is read and listed as it is', async () => {
      const note = { id: ID, content: 'from the tutorial', etag: '"0"' };
      expect((await notes.get(ID)).json).toEqual(note);
      expect((await notes.list()).json).toEqual({ notes: [note] });
      expect(await api.getItem(notes.user, ID)).toEqual(row);
    });

    test('a row of the tutorial is changed and deleted', async () => {
      expect((await notes.patch(ID, { title: 'Errands' }, { 'if-match': '"0"' })).json).toMatchObject({
        id: ID,
        content: 'from the tutorial',
        title: 'Errands',
      });
      expect((await notes.put(ID, { content: 'Buy milk' })).json).toMatchObject({ id: ID, content: 'Buy milk' });
      expect((await notes.delete(ID)).status).toBe(204);
      expectProblem(await notes.get(ID), 404, 'note-not-found');
      expect(await api.getItem(notes.user, ID)).toBeUndefined();
    });

    test('new notes are beside the tutorial\'s', async () => {
      const { id } = await notes.create({ content: 'Feed the cat' });
      expect((await notes.ids()).sort()).toEqual([ID, id].sort());
      expect(await api.getItem(notes.user, id)).toMatchObject({ noteContent: { S: 'Feed the cat' } });
    });

    test('a row of another kind stays as it is', async () => {
      const order: Item = { PK: { S: notes.user }, SK: { S: 'order-1' }, title: { S: 'Tea' }, total: { N: '5' } };
      await api.putItem(order);
      expectProblem(await notes.get('order-1'), 404, 'note-not-found');
      expectProblem(await notes.delete('order-1'), 404, 'note-not-found');
      expect(await notes.ids()).toEqual([ID]);
      expect(await api.getItem(notes.user, 'order-1')).toEqual(order);
    });

    test('a create with an Idempotency-Key makes one note', async () => {
      const answers = [
        await notes.post({ content: 'once' }, { 'idempotency-key': 'k' }),
        await notes.post({ content: 'once' }, { 'idempotency-key': 'k' }),
      ];
      expect(answers.map(({ status }) => status)).toEqual([200, 200]);
      expect(await notes.ids()).toHaveLength(2);
    });
  },
);
