/** The open API of the tutorial on the table that the tutorial made: its rows are notes, and stay as they are. */
import { App, CfnOutput, Stack } from 'aws-cdk-lib';
import { AttributeType, BillingMode, Table } from 'aws-cdk-lib/aws-dynamodb';
import { NotesApi, NotesAuthorization } from 'cdk-notes-api';

const stack = new Stack(new App(), 'ExistingTable');

// A table that another app deploys: Table.fromTableName(stack, 'Table', 'its-name').
const table = new Table(stack, 'Table', {
  partitionKey: { name: 'PK', type: AttributeType.STRING },
  sortKey: { name: 'SK', type: AttributeType.STRING },
  billingMode: BillingMode.PAY_PER_REQUEST,
  // The tutorial's table has no TTL. DynamoDB deletes the records of an Idempotency-Key by it.
  timeToLiveAttribute: 'expiresAt',
});

const { url } = new NotesApi(stack, 'Notes', { table, authorization: NotesAuthorization.none() });

const notes = `${url}notes/alice`;
const newNote = `${notes}/$(curl -s ${notes} -d '{"content":"Buy milk"}' | cut -d '"' -f 4)`;
new CfnOutput(stack, 'TableName', { value: table.tableName });
new CfnOutput(stack, 'CreateNote', { value: `curl -i ${notes} -d '{"content":"Buy milk"}'` });
new CfnOutput(stack, 'GetNote', { value: `curl -i ${newNote}` });
new CfnOutput(stack, 'ListNotes', { value: `curl -i '${notes}?limit=10&view=summary'` });
new CfnOutput(stack, 'PatchNote', { value: `curl -i -X PATCH ${newNote} -d '{"title":"Errands"}'` });
new CfnOutput(stack, 'DeleteNote', { value: `curl -i -X DELETE ${newNote}` });
