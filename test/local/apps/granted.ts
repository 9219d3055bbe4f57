import { App, Stack } from 'aws-cdk-lib';
import { AccountPrincipal, Role } from 'aws-cdk-lib/aws-iam';
import { NotesApi } from 'cdk-notes-api';

// An app that uses the library of the clone.
const stack = new Stack(new App(), 'Granted');
const notes = new NotesApi(stack, 'Notes');
const roles = ['Reader', 'Writer'].map((id) => new Role(stack, id, { assumedBy: new AccountPrincipal('123456789012') }));
roles.forEach((role) => notes.grants.invoke(role));
console.log(`${roles.length} roles`);
