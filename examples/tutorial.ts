/** The open API of the tutorial: anybody may read and write, and nothing is kept when the stack is deleted. */
import { App, CfnOutput, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { NotesApi, NotesAuthorization } from 'cdk-notes-api';

const stack = new Stack(new App(), 'Tutorial');

const { url } = new NotesApi(stack, 'Notes', {
  authorization: NotesAuthorization.none(),
  removalPolicy: RemovalPolicy.DESTROY,
});

const note = `curl -s ${url}notes/alice -d '{"content":"Buy milk"}'`;
new CfnOutput(stack, 'CreateNote', { value: `curl -i ${url}notes/alice -d '{"content":"Buy milk"}'` });
new CfnOutput(stack, 'GetNote', { value: `curl -i ${url}notes/alice/$(${note} | cut -d '"' -f 4)` });
new CfnOutput(stack, 'GetNoNote', { value: `curl -i ${url}notes/alice/no-such-note` });
