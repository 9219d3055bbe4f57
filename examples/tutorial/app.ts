/** The open API of the tutorial: anybody may read and write, and nothing is kept when the stack is deleted. */
import { App, CfnOutput, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { NotesApi, NotesAuthorization } from 'cdk-notes-api';

const stack = new Stack(new App(), 'Tutorial');

const { url } = new NotesApi(stack, 'Notes', {
  authorization: NotesAuthorization.none(),
  removalPolicy: RemovalPolicy.DESTROY,
});

const notes = `${url}notes/alice`;
const newNote = `${notes}/$(curl -s ${notes} -d '{"content":"Buy milk"}' | cut -d '"' -f 4)`;
new CfnOutput(stack, 'CreateNote', { value: `curl -i ${notes} -d '{"content":"Buy milk"}'` });
new CfnOutput(stack, 'GetNote', { value: `curl -i ${newNote}` });
new CfnOutput(stack, 'GetNoNote', { value: `curl -i ${notes}/no-such-note` });
new CfnOutput(stack, 'ListNotes', { value: `curl -i '${notes}?limit=10&view=summary'` });
new CfnOutput(stack, 'PatchNote', { value: `curl -i -X PATCH ${newNote} -d '{"title":"Errands"}'` });
new CfnOutput(stack, 'DeleteNote', { value: `curl -i -X DELETE ${newNote}` });
