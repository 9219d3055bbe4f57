import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { CfnGlobalTable } from 'aws-cdk-lib/aws-dynamodb';
import { NotesApi } from 'cdk-notes-api';

test('the warm throughput of the table can be set, as docs/scale.md says', () => {
  const stack = new Stack(new App(), 'Stack');
  const notes = new NotesApi(stack, 'Notes');
  const table = notes.table.node.defaultChild as CfnGlobalTable;
  table.warmThroughput = { readUnitsPerSecond: 40_000, writeUnitsPerSecond: 10_000 };
  Template.fromStack(stack).hasResourceProperties('AWS::DynamoDB::GlobalTable', {
    WarmThroughput: { ReadUnitsPerSecond: 40_000, WriteUnitsPerSecond: 10_000 },
  });
});
