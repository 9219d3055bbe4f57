import { App, Stack } from 'aws-cdk-lib';
import { CfnFunction } from 'aws-cdk-lib/aws-lambda';
import { NotesApi, NotesOperation } from 'cdk-notes-api';
import { ALL_PROFILES, profileStack } from '../lib/profiles';

const app = new App({
  context: {
    // Otherwise what is an error is reported as a warning.
    '@aws-cdk/core:validateAgainstDefaultRules': true,
    // The report is read instead.
    '@aws-cdk/core:failSynthOnValidationErrors': false,
  },
});
for (const profile of ALL_PROFILES) {
  profileStack(app, profile);
}

// So that the validator is seen to find an error.
const { functions } = new NotesApi(new Stack(app, 'Broken'), 'Notes');
(functions[NotesOperation.GET].node.defaultChild as CfnFunction).addPropertyOverride('MemorySize', 'much');
