import { App, Duration, Stack } from 'aws-cdk-lib';
import { Cors, RestApi } from 'aws-cdk-lib/aws-apigateway';
import { Table } from 'aws-cdk-lib/aws-dynamodb';
import { AccountRootPrincipal, Role } from 'aws-cdk-lib/aws-iam';
import { ALL_PROFILES, profileStack } from '../consumer/app/lib/profiles';
import { ALL_DEPLOYMENTS, deploy } from '../integ/deployments';
import { NotesApi, NotesApiProps, NotesAuthorization, NotesOperation } from 'cdk-notes-api';

export const REGION = 'us-east-1';

/** Variants that the profiles and deployments leave out, each with one part of the construct. */
const PARTS: Record<string, (stack: Stack) => NotesApiProps> = {
  Open: () => ({ authorization: NotesAuthorization.none() }),
  Cors: () => ({ authorization: NotesAuthorization.none(), corsOrigins: Cors.ALL_ORIGINS }),
  ReadOnly: () => ({ operations: [NotesOperation.GET, NotesOperation.LIST] }),
  Monitored: () => ({ monitoring: { latency: Duration.millis(800) } }),
  Untraced: () => ({ tracing: false, apiKeyRequired: true, accessLogs: true }),
  NestedMount: (stack) => ({ mountOn: new RestApi(stack, 'Shop', { cloudWatchRole: false }).root.resourceForPath('v1/shop') }),
  OtherRegionTable: (stack) => ({
    table: Table.fromTableArn(stack, 'Theirs', `arn:aws:dynamodb:${REGION}:123456789012:table/tutorial-notes`),
  }),
};

/** The uses of a notes API whose templates the judges see, each in its own stack. */
export function addVariants(app: App): Stack[] {
  const env = { region: REGION };
  const granted = new Stack(app, 'Granted', { env });
  new NotesApi(granted, 'Notes').grants.invoke(new Role(granted, 'Caller', { assumedBy: new AccountRootPrincipal() }));
  return [
    ...ALL_PROFILES.map((profile) => profileStack(app, profile, REGION).stack),
    ...ALL_DEPLOYMENTS.map((name) => {
      const stack = new Stack(app, name, { env });
      deploy(stack, name);
      return stack;
    }),
    ...Object.entries(PARTS).map(([name, props]) => {
      const stack = new Stack(app, name, { env });
      new NotesApi(stack, 'Notes', props(stack));
      return stack;
    }),
    granted,
  ];
}
