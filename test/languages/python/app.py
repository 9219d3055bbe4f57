import aws_cdk as cdk
from aws_cdk import aws_cognito as cognito, aws_iam as iam, aws_sns as sns
from cdk_notes_api import NotesApi, NotesAuthorization, NotesFunctionOptions, NotesMonitoringOptions, NotesOperation

app = cdk.App()

# The notes of the users of a user pool, with alarms.
stack = cdk.Stack(app, "Notes")
users = cognito.UserPool(stack, "Users")
on_call = sns.Topic(stack, "OnCall")
notes = NotesApi(
    stack,
    "Notes",
    authorization=NotesAuthorization.cognito([users], scopes=["notes/all"]),
    function_options=NotesFunctionOptions(timeout=cdk.Duration.seconds(8)),
    function_options_by_operation={
        NotesOperation.LIST.value: NotesFunctionOptions(memory_size=1024, environment={"STAGE": "test"}),
    },
    monitoring=NotesMonitoringOptions(topics=[on_call], latency=cdk.Duration.millis(800)),
)
cdk.CfnOutput(stack, "ListFunction", value=notes.functions[NotesOperation.LIST.value].function_name)
cdk.CfnOutput(stack, "Alarm", value=notes.alarms["ServerErrors"].alarm_arn)

# A service that calls an existing notes API.
service = cdk.Stack(app, "Service")
role = iam.Role(service, "Role", assumed_by=iam.ServicePrincipal("ecs-tasks.amazonaws.com"))
existing = NotesApi.from_notes_api_attributes(
    service,
    "Notes",
    rest_api_id="a1b2c3d4e5",
    rest_api_name="Shop-Notes-48004511",
    url="https://a1b2c3d4e5.execute-api.eu-west-1.amazonaws.com/prod/",
)
existing.grants.invoke(role, NotesOperation.CREATE, NotesOperation.GET)
existing.metric_latency(statistic="p99").create_alarm(service, "Slow", threshold=500, evaluation_periods=3)

app.synth()
