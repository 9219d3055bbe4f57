import aws_cdk as cdk
from aws_cdk import aws_cognito as cognito
from cdk_notes_api import NotesApi, NotesAuthorization

app = cdk.App()
stack = cdk.Stack(app, "Shop")
users = cognito.UserPool(stack, "Users", self_sign_up_enabled=True)
users.add_client("Website")
# Each user of the pool may access their own notes. Nobody else may call the API.
notes = NotesApi(stack, "Notes", authorization=NotesAuthorization.cognito([users]))
cdk.CfnOutput(stack, "NotesUrl", value=notes.url)
app.synth()
