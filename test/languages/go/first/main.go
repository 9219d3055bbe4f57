package main

import (
	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/aws-cdk-go/awscdk/v2/awsiam"
	"github.com/aws/jsii-runtime-go"
	"github.com/cdk-notes-api/cdk-notes-api-go/cdknotesapi"
)

func main() {
	defer jsii.Close()
	app := awscdk.NewApp(nil)
	stack := awscdk.NewStack(app, jsii.String("Shop"), nil)
	notes := cdknotesapi.NewNotesApi(stack, jsii.String("Notes"), nil)
	caller := awsiam.NewRole(stack, jsii.String("Caller"), &awsiam.RoleProps{AssumedBy: awsiam.NewAccountRootPrincipal()})
	notes.Grants().Invoke(caller)
	awscdk.NewCfnOutput(stack, jsii.String("NotesUrl"), &awscdk.CfnOutputProps{Value: notes.Url()})
	app.Synth(nil)
}
