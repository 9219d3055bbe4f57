import { App, CfnOutput, Stack } from 'aws-cdk-lib';
import { AccountRootPrincipal, Role } from 'aws-cdk-lib/aws-iam';
import { NotesApi } from 'cdk-notes-api';

const app = new App();
const stack = new Stack(app, 'Shop');
const notes = new NotesApi(stack, 'Notes');
const caller = new Role(stack, 'Caller', { assumedBy: new AccountRootPrincipal() });
notes.grants.invoke(caller);
new CfnOutput(stack, 'NotesUrl', { value: notes.url });
app.synth();
