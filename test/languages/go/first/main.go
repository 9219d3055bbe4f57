package main

import (
	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/aws-cdk-go/awscdk/v2/awscognito"
	"github.com/aws/jsii-runtime-go"
	notesapi "github.com/cdk-notes-api/cdk-notes-api-go/cdknotesapi"
)

func main() {
	defer jsii.Close()

	app := awscdk.NewApp(nil)
	stack := awscdk.NewStack(app, jsii.String("Shop"), nil)
	users := awscognito.NewUserPool(stack, jsii.String("Users"), &awscognito.UserPoolProps{SelfSignUpEnabled: jsii.Bool(true)})
	users.AddClient(jsii.String("Website"), nil)
	// Each user of the pool may access their own notes. Nobody else may call the API.
	notes := notesapi.NewNotesApi(stack, jsii.String("Notes"), &notesapi.NotesApiProps{
		Authorization: notesapi.NotesAuthorization_Cognito(&[]awscognito.IUserPool{users}, nil),
	})
	awscdk.NewCfnOutput(stack, jsii.String("NotesUrl"), &awscdk.CfnOutputProps{Value: notes.Url()})
	app.Synth(nil)
}
