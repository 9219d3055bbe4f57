import { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { ALL_PROFILES, Profile, profileStack } from '../consumer/app/lib/profiles';

/** The types of resources that an update must keep, and what their users would lose. */
const STATEFUL: Readonly<Record<string, string>> = {
  'AWS::DynamoDB::GlobalTable': 'the notes',
  'AWS::ApiGateway::RestApi': 'the URL, and everything that names the API by its id',
  'AWS::ApiGateway::Stage': 'the URL',
  'AWS::Logs::LogGroup': 'the logs',
};

export interface Resource {
  readonly Type: string;
  readonly Properties?: Record<string, any>;
  readonly DeletionPolicy?: string;
}

/** The stateful resources of a template, by logical id. */
export type StatefulResources = Record<string, Resource>;

/** The stateful resources of each profile. */
export function statefulResources(): Record<Profile, StatefulResources> {
  return Object.fromEntries(ALL_PROFILES.map((profile) => {
    const { Resources } = Template.fromStack(profileStack(new App(), profile).stack).toJSON();
    return [profile, Object.fromEntries(Object.entries<Resource>(Resources).filter(([, { Type }]) => Object.hasOwn(STATEFUL, Type)))];
  })) as Record<Profile, StatefulResources>;
}
