// Moves the notes of a user to another user id, or copies them back from a restored table: see changed-user-ids.md and restoring.md.
import { randomBytes } from 'node:crypto';
import { pathToFileURL } from 'node:url';
import { DynamoDBClient, paginateQuery, TransactWriteItemsCommand } from '@aws-sdk/client-dynamodb';

const isNote = ({ noteContent }) => noteContent?.S !== undefined;
const isInTrash = ({ deletedContent }) => deletedContent?.S !== undefined;

async function* rowsOf(client, table, user) {
  const query = {
    TableName: table,
    KeyConditionExpression: 'PK = :user',
    ExpressionAttributeValues: { ':user': { S: user } },
    ConsistentRead: true,
  };
  for await (const { Items = [] } of paginateQuery({ client }, query)) {
    yield* Items;
  }
}

/** With a new state, clients that keep a copy learn of the note. */
const newState = () => ({ rev: { S: randomBytes(12).toString('base64url') }, updatedAt: { S: new Date().toISOString() } });

/** Never overwrites a note. */
const putting = (table, row, user) => ({
  Put: {
    TableName: table,
    Item: { ...row, PK: { S: user }, ...isNote(row) && newState() },
    ConditionExpression: 'attribute_not_exists(noteContent)',
  },
});

/** Deletes nothing that has changed since it was read. */
const deleting = (table, { PK, SK, rev }) => ({
  Delete: {
    TableName: table,
    Key: { PK, SK },
    ...rev
      ? { ConditionExpression: 'rev = :rev', ExpressionAttributeValues: { ':rev': rev } }
      : { ConditionExpression: 'attribute_not_exists(rev)' },
  },
});

/** Whether all of the writes were carried out; otherwise none was. */
async function written(client, writes) {
  try {
    await client.send(new TransactWriteItemsCommand({ TransactItems: writes }));
    return true;
  } catch (error) {
    if (error.name === 'TransactionCanceledException') {
      return false;
    }
    throw error;
  }
}

/** Moves the notes of a user to another user id, also those in the trash. Returns the ids of the notes that could not be moved. */
export async function moveNotes(client, table, user, newUser) {
  const left = [];
  for await (const row of rowsOf(client, table, user)) {
    if ((isNote(row) || isInTrash(row)) && !await written(client, [putting(table, row, newUser), deleting(table, row)])) {
      left.push(row.SK.S);
    }
  }
  return left;
}

/** Copies the notes of a user from a restored table. Returns the ids of the notes that exist in the table, which stay as they are. */
export async function restoreNotes(client, restoredTable, table, user) {
  const existing = [];
  for await (const row of rowsOf(client, restoredTable, user)) {
    if (isNote(row) && !await written(client, [putting(table, row, user)])) {
      existing.push(row.SK.S);
    }
  }
  return existing;
}

const USAGE = `node copy-notes.mjs move TABLE USER NEW_USER
node copy-notes.mjs restore RESTORED_TABLE TABLE USER`;

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  const [, , what, ...names] = process.argv;
  const run = { move: moveNotes, restore: restoreNotes }[what];
  if (!run || names.length !== 3 || names.includes('')) {
    console.error(USAGE);
    process.exit(2);
  }
  for (const id of await run(new DynamoDBClient(), ...names)) {
    console.log(id);
  }
}
