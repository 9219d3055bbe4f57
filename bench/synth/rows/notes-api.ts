import { Stack } from 'aws-cdk-lib';
import { NotesApi } from 'cdk-notes-api';

/** This library's construct. */
export function notesApi(stack: Stack): void {
  new NotesApi(stack, 'Notes');
}
