using Amazon.CDK;
using Amazon.CDK.AWS.Cognito;
using CdkNotesApi;

var app = new App();
var stack = new Stack(app, "Shop");
var users = new UserPool(stack, "Users", new UserPoolProps { SelfSignUpEnabled = true });
users.AddClient("Website");
// Each user of the pool may access their own notes. Nobody else may call the API.
var notes = new NotesApi(stack, "Notes", new NotesApiProps { Authorization = NotesAuthorization.Cognito(new[] { users }) });
new CfnOutput(stack, "NotesUrl", new CfnOutputProps { Value = notes.Url });
app.Synth();
