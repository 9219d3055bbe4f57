import { App, AppProps, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { NotesApi, NotesApiProps } from 'cdk-notes-api';

/** A stack with one notes API, and its template. */
export function synth(props?: NotesApiProps, appProps?: AppProps) {
  const stack = new Stack(new App({ treeMetadata: false, ...appProps }), 'Stack');
  const notes = new NotesApi(stack, 'Notes', props);
  return { stack, notes, template: Template.fromStack(stack) };
}

interface Statement {
  readonly Effect: string;
  readonly Action: string | string[];
  readonly Resource: unknown;
}

/** The permissions of each role of a template, by the role's logical id. */
export function statements(template: Template): Record<string, Statement[]> {
  const roles = template.findResources('AWS::IAM::Role');
  return Object.fromEntries(Object.entries(roles).map(([id, { Properties }]) => [
    id,
    (Properties.Policies ?? []).flatMap((policy: { PolicyDocument: { Statement: Statement[] } }) => policy.PolicyDocument.Statement),
  ]));
}

/** The permissions of each function's role. */
export function statementsOfFunctions(template: Template): Statement[][] {
  const all = statements(template);
  return Object.values(template.findResources('AWS::Lambda::Function')).map(({ Properties }) => all[Properties.Role['Fn::GetAtt'][0]]);
}
