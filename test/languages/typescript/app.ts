import { App, CfnOutput, Duration, Stack } from 'aws-cdk-lib';
import { UserPool } from 'aws-cdk-lib/aws-cognito';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { NotesApi, NotesAuthorization, NotesOperation } from 'cdk-notes-api';

const app = new App();

// The notes of the users of a user pool, with alarms.
const stack = new Stack(app, 'Notes');
const users = new UserPool(stack, 'Users');
const onCall = new Topic(stack, 'OnCall');
const notes = new NotesApi(stack, 'Notes', {
  authorization: NotesAuthorization.cognito([users], { scopes: ['notes/all'] }),
  functionOptions: { timeout: Duration.seconds(8) },
  functionOptionsByOperation: {
    [NotesOperation.LIST]: { memorySize: 1024, environment: { STAGE: 'test' } },
  },
  monitoring: { topics: [onCall], latency: Duration.millis(800) },
});
new CfnOutput(stack, 'ListFunction', { value: notes.functions[NotesOperation.LIST].functionName });
new CfnOutput(stack, 'Alarm', { value: notes.alarms.ServerErrors.alarmArn });

// A service that calls an existing notes API.
const service = new Stack(app, 'Service');
const role = new Role(service, 'Role', { assumedBy: new ServicePrincipal('ecs-tasks.amazonaws.com') });
const existing = NotesApi.fromNotesApiAttributes(service, 'Notes', {
  restApiId: 'a1b2c3d4e5',
  restApiName: 'Shop-Notes-48004511',
  url: 'https://a1b2c3d4e5.execute-api.eu-west-1.amazonaws.com/prod/',
});
existing.grants.invoke(role, NotesOperation.CREATE, NotesOperation.GET);
existing.metricLatency({ statistic: 'p99' }).createAlarm(service, 'Slow', { threshold: 500, evaluationPeriods: 3 });

app.synth();
