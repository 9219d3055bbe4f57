import { App, CfnOutput, Stack } from 'aws-cdk-lib';
import { UserPool } from 'aws-cdk-lib/aws-cognito';
import { NotesApi, NotesAuthorization } from 'cdk-notes-api';

const app = new App();
const stack = new Stack(app, 'Shop');
const users = new UserPool(stack, 'Users', { selfSignUpEnabled: true });
users.addClient('Website');
// Each user of the pool may access their own notes. Nobody else may call the API.
const notes = new NotesApi(stack, 'Notes', { authorization: NotesAuthorization.cognito([users]) });
new CfnOutput(stack, 'NotesUrl', { value: notes.url });
app.synth();
