using System.Collections.Generic;
using Amazon.CDK;
using Amazon.CDK.AWS.CloudWatch;
using Amazon.CDK.AWS.Cognito;
using Amazon.CDK.AWS.IAM;
using Amazon.CDK.AWS.SNS;
using CdkNotesApi;

var app = new App();

// The notes of the users of a user pool, with alarms.
var stack = new Stack(app, "Notes");
var users = new UserPool(stack, "Users");
var onCall = new Topic(stack, "OnCall");
var notes = new NotesApi(stack, "Notes", new NotesApiProps {
    Authorization = NotesAuthorization.Cognito(new[] { users }, new CognitoAuthorizationOptions { Scopes = new[] { "notes/all" } }),
    FunctionOptions = new NotesFunctionOptions { Timeout = Duration.Seconds(8) },
    FunctionOptionsByOperation = new Dictionary<string, INotesFunctionOptions> {
        [nameof(NotesOperation.LIST)] = new NotesFunctionOptions {
            MemorySize = 1024,
            Environment = new Dictionary<string, string> { ["STAGE"] = "test" },
        },
    },
    Monitoring = new NotesMonitoringOptions { Topics = new[] { onCall }, Latency = Duration.Millis(800) },
});
new CfnOutput(stack, "ListFunction", new CfnOutputProps { Value = notes.Functions[nameof(NotesOperation.LIST)].FunctionName });
new CfnOutput(stack, "Alarm", new CfnOutputProps { Value = notes.Alarms["ServerErrors"].AlarmArn });

// A service that calls an existing notes API.
var service = new Stack(app, "Service");
var role = new Role(service, "Role", new RoleProps { AssumedBy = new ServicePrincipal("ecs-tasks.amazonaws.com") });
var existing = NotesApi.FromNotesApiAttributes(service, "Notes", new NotesApiAttributes {
    RestApiId = "a1b2c3d4e5",
    RestApiName = "Shop-Notes-48004511",
    Url = "https://a1b2c3d4e5.execute-api.eu-west-1.amazonaws.com/prod/",
});
existing.Grants.Invoke(role, NotesOperation.CREATE, NotesOperation.GET);
existing.MetricLatency(new MetricOptions { Statistic = "p99" })
    .CreateAlarm(service, "Slow", new CreateAlarmOptions { Threshold = 500, EvaluationPeriods = 3 });

app.Synth();
