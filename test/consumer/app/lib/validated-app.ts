import { App, Stack } from 'aws-cdk-lib';
import { CfnFunction } from 'aws-cdk-lib/aws-lambda';
import { NotesApi, NotesOperation } from 'cdk-notes-api';

/** An app whose templates the CDK validates, including one with an error that it must find. */
export function validatedApp(): App {
  const app = new App({
    context: {
      // Otherwise errors are reported as warnings.
      '@aws-cdk/core:validateAgainstDefaultRules': true,
      // The report is read instead.
      '@aws-cdk/core:failSynthOnValidationErrors': false,
    },
  });
  const { functions } = new NotesApi(new Stack(app, 'Broken'), 'Notes');
  (functions[NotesOperation.GET].node.defaultChild as CfnFunction).addPropertyOverride('MemorySize', 'much');
  return app;
}
