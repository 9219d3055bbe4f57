import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { ACCOUNT, adopted, ELSEWHERE, ENV, ofAnotherStack, REGION, replica } from './adopted';
import { NotesApi } from 'cdk-notes-api';

describe('a replica of a table that has no name', () => {
  const message = `"table" is a replica of a table without a physical name, in the stack Data in ${ELSEWHERE}: set "crossRegionReferences: true" on the stack of the notes API`;
  const elsewhere = (stack: Stack) => ofAnotherStack(stack, { account: ACCOUNT, region: ELSEWHERE });
  const ofNotes = (stack: Stack) => {
    return new NotesApi(elsewhere(stack), 'Notes', { replicaRegions: [REGION] }).replica(REGION);
  };

  test.each([
    ['of notes', ofNotes],
    ["of the user's own", (stack: Stack) => replica(stack, {})],
  ])('%s would be replaced by giving it one, and is refused', (_, tableOf) => {
    expect(() => adopted(tableOf)).toThrow(message);
  });

  test.each([
    ['of notes', ofNotes],
    ["of the user's own", (stack: Stack) => replica(stack, {})],
  ])('%s is adopted by a stack with crossRegionReferences, and keeps having none', (_, tableOf) => {
    const { stack, template } = adopted(tableOf, {}, new Stack(new App(), 'Stack', { ...ENV, crossRegionReferences: true }));
    const [properties] = Object.values(
      Template.fromStack(stack.node.root.node.findChild('Data') as Stack).findResources('AWS::DynamoDB::GlobalTable'),
    );
    expect(properties.Properties).not.toHaveProperty('TableName');
    const name = { 'Fn::GetAtt': [expect.stringMatching(/^ExportsReader/), expect.stringContaining('/cdk/exports/Stack/Data')] };
    const functions = Object.values(template.findResources('AWS::Lambda::Function', { Properties: { Handler: 'index.getNote' } }));
    expect(functions[0].Properties.Environment.Variables.TABLE_NAME).toEqual(name);
  });
});
