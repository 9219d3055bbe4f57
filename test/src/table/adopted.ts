import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { AttributeType, ITable, Table, TableProps, TablePropsV2, TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import { NotesApi, NotesApiProps } from 'cdk-notes-api';

export const ACCOUNT = '111122223333';
export const REGION = 'eu-west-1';
export const ELSEWHERE = 'us-east-1';
export const ENV = { env: { account: ACCOUNT, region: REGION } };

/** The key of the tutorial's table. */
export const KEYS = { partitionKey: { name: 'PK', type: AttributeType.STRING }, sortKey: { name: 'SK', type: AttributeType.STRING } };

export const table = (stack: Stack, props: Partial<TableProps> = {}) => new Table(stack, 'Notebook', { ...KEYS, ...props });
export const tableV2 = (stack: Stack, props: Partial<TablePropsV2> = {}) => new TableV2(stack, 'Notebook', { ...KEYS, ...props });

/** A table of another stack of the app. */
export const ofAnotherStack = (stack: Stack, env = ENV.env) => new Stack(stack.node.root as App, 'Data', { env });
export const replica = (stack: Stack, props: Partial<TablePropsV2>) =>
  tableV2(ofAnotherStack(stack, { account: ACCOUNT, region: ELSEWHERE }), { replicas: [{ region: REGION }], ...props }).replica(REGION);

/** Notes in the user's own table. */
export function adopted(tableOf: (stack: Stack) => ITable, props: NotesApiProps = {}, stack = new Stack(new App(), 'Stack', ENV)) {
  const notes = new NotesApi(stack, 'Notes', { table: tableOf(stack), ...props });
  return { stack, notes, template: Template.fromStack(stack) };
}

/** The warnings of a notes API. */
export const warnings = ({ node }: NotesApi) => node.metadata.filter(({ type }) => type === 'aws:cdk:warning').map(({ data }) => data);
