import aws_cdk as cdk
from aws_cdk import aws_iam as iam
from cdk_notes_api import NotesApi

app = cdk.App()
stack = cdk.Stack(app, "Shop")
notes = NotesApi(stack, "Notes")
caller = iam.Role(stack, "Caller", assumed_by=iam.AccountRootPrincipal())
notes.grants.invoke(caller)
cdk.CfnOutput(stack, "NotesUrl", value=notes.url)
app.synth()
