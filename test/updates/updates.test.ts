import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fullDiff, ResourceImpact } from '@aws-cdk/cloudformation-diff';
import { Resource, StatefulResources, statefulResources } from './stateful-resources';

/** The changes of CloudFormation that make a resource lose its data. */
const LOSSES = [ResourceImpact.WILL_REPLACE, ResourceImpact.MAY_REPLACE, ResourceImpact.WILL_DESTROY, ResourceImpact.WILL_ORPHAN];

/** The resources that an update would replace, delete or abandon, with the kind of change. */
function lost(before: StatefulResources, after: StatefulResources): Record<string, ResourceImpact> {
  const { resources } = fullDiff({ Resources: before }, { Resources: after });
  return Object.fromEntries(Object.entries(resources.changes)
    .filter(([, { changeImpact }]) => LOSSES.includes(changeImpact))
    .map(([logicalId, { changeImpact }]) => [logicalId, changeImpact]));
}

const now: Record<string, StatefulResources> = statefulResources();

const releases = readdirSync(__dirname).filter((file) => file.endsWith('.json')).map((file) => [file.replace('.json', '')]);

describe.each(releases)('a stack of release %s', (version) => {
  const then: Record<string, StatefulResources> = JSON.parse(readFileSync(join(__dirname, `${version}.json`), 'utf8'));

  test.each(Object.keys(then))('keeps its table, API, stage and logs when it is updated: %s', (profile) => {
    expect(Object.keys(then[profile])).not.toEqual([]);
    expect(lost(then[profile], now[profile])).toEqual({});
  });
});

describe('an update loses a resource', () => {
  const { Default: before } = now;
  const [[table, resource]] = Object.entries(before).filter(([, { Type }]) => Type === 'AWS::DynamoDB::GlobalTable');
  const [api] = Object.keys(before).filter((logicalId) => before[logicalId].Type === 'AWS::ApiGateway::RestApi');
  const [stage] = Object.keys(before).filter((logicalId) => before[logicalId].Type === 'AWS::ApiGateway::Stage');
  const changed = (logicalId: string, properties: Resource['Properties']): StatefulResources => ({
    ...before, [logicalId]: { ...before[logicalId], Properties: { ...before[logicalId].Properties, ...properties } },
  });

  test('that gets another logical id', () => {
    const { [table]: _, ...others } = before;
    expect(lost(before, { ...others, Another: resource })).toEqual({ [table]: ResourceImpact.WILL_ORPHAN });
  });

  test('that is removed with its data', () => {
    const { [api]: _, ...others } = before;
    expect(lost(before, others)).toEqual({ [api]: ResourceImpact.WILL_DESTROY });
  });

  test.each([
    ['the key of the table', table, { KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }] }],
    ['a name of the table', table, { TableName: 'notes' }],
    ['the name of the stage', stage, { StageName: 'v1' }],
  ])('with another value of what cannot be changed in place: %s', (_, logicalId, properties) => {
    expect(lost(before, changed(logicalId, properties))).toEqual({ [logicalId]: ResourceImpact.WILL_REPLACE });
  });

  test('and none with what can', () => {
    expect(lost(before, changed(table, { BillingMode: 'PROVISIONED' }))).toEqual({});
  });
});
