import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Deployment, RestApi, Stage } from 'aws-cdk-lib/aws-apigateway';
import { Table } from 'aws-cdk-lib/aws-dynamodb';
import { alarms, ALARMS, dimensions, monitored, summands } from './alarms';
import { dashboardBody } from './dashboard-body';
import { NotesApi, NotesOperation } from 'cdk-notes-api';

test('only what the offered operations do is watched', () => {
  const { FunctionErrors, TableThrottles } = monitored({}, { operations: [NotesOperation.GET, NotesOperation.LIST] });
  expect(summands(FunctionErrors)).toHaveLength(2);
  expect(summands(TableThrottles).map(({ Metric }) => dimensions(Metric).Operation)).toEqual(['GetItem', 'Query']);
});

test('the table that is watched is the one given', () => {
  const stack = new Stack(new App(), 'Stack');
  new NotesApi(stack, 'Notes', { monitoring: {}, table: Table.fromTableName(stack, 'Theirs', 'tutorial-notes') });
  const template = Template.fromStack(stack);
  const { TableThrottles, TableSystemErrors } = alarms(template);
  for (const { Metric } of [TableThrottles, TableSystemErrors].flatMap(summands)) {
    expect(dimensions(Metric).TableName).toBe('tutorial-notes');
  }
  expect(dashboardBody(template)).toContain('"ConsumedReadCapacityUnits","TableName","tutorial-notes"');
});

test('two notes APIs of a stack have their own alarms and dashboards', () => {
  const stack = new Stack(new App(), 'Stack');
  const [team, own] = ['Team', 'Private'].map((id) => new NotesApi(stack, id, { monitoring: {} }));
  const template = Template.fromStack(stack);
  template.resourceCountIs('AWS::CloudWatch::Alarm', 2 * ALARMS.length);
  template.resourceCountIs('AWS::CloudWatch::Dashboard', 2);
  for (const name of ALARMS) {
    expect(stack.resolve(team.alarms[name].alarmArn)).not.toEqual(stack.resolve(own.alarms[name].alarmArn));
  }
});

describe('on an API that the notes are mounted on', () => {
  const imported = () => {
    const stack = new Stack(new App(), 'Stack');
    const api = RestApi.fromRestApiAttributes(stack, 'Shop', { restApiId: 'a1b2c3d4e5', rootResourceId: 'root', restApiName: 'shop' });
    return { stack, api, notes: () => new NotesApi(stack, 'Notes', { mountOn: api.root, monitoring: {} }) };
  };

  test('the alarms are about that API and its stage', () => {
    const { stack, api, notes } = imported();
    const deployment = new Deployment(stack, 'Deployment', { api });
    api.deploymentStage = new Stage(stack, 'Stage', { deployment, stageName: 'live' });
    notes().addToDeployment(deployment);
    const { ServerErrors } = alarms(Template.fromStack(stack));
    expect(dimensions(ServerErrors)).toEqual({ ApiName: 'shop', Stage: stack.resolve(api.deploymentStage.stageName) });
  });

  test('the name of an imported API is asked for, without which there are no metrics', () => {
    const stack = new Stack(new App(), 'Stack');
    const api = RestApi.fromRestApiAttributes(stack, 'Shop', { restApiId: 'a1b2c3d4e5', rootResourceId: 'root' });
    api.deploymentStage = new Stage(stack, 'Stage', { deployment: new Deployment(stack, 'Deployment', { api }), stageName: 'live' });
    expect(() => new NotesApi(stack, 'Notes', { mountOn: api.root, monitoring: {} })).toThrow(
      '"monitoring" requires the name of the API of "mountOn", because metrics are identified by that name: import the API with RestApi.fromRestApiAttributes and "restApiName", and use a construct id other than that name',
    );
  });

  test('an API of the app has a name, by default its construct id', () => {
    const stack = new Stack(new App(), 'Stack');
    const api = new RestApi(stack, 'Shop', { cloudWatchRole: false });
    expect(() => new NotesApi(stack, 'Notes', { mountOn: api.root.addResource('v1'), monitoring: {} })).not.toThrow();
  });

  test('a stage that is not known is asked for', () => {
    expect(imported().notes).toThrow(
      '"monitoring" requires a stage, and the API of "mountOn" has no known stage: set "deploymentStage" of that API, or leave "monitoring" out',
    );
  });
});
