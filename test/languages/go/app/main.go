package main

import (
	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/aws-cdk-go/awscdk/v2/awscloudwatch"
	"github.com/aws/aws-cdk-go/awscdk/v2/awscognito"
	"github.com/aws/aws-cdk-go/awscdk/v2/awsiam"
	"github.com/aws/aws-cdk-go/awscdk/v2/awssns"
	"github.com/aws/jsii-runtime-go"
	notesapi "github.com/cdk-notes-api/cdk-notes-api-go/cdknotesapi"
)

func main() {
	defer jsii.Close()
	app := awscdk.NewApp(nil)

	// The notes of the users of a user pool, with alarms.
	stack := awscdk.NewStack(app, jsii.String("Notes"), nil)
	users := awscognito.NewUserPool(stack, jsii.String("Users"), nil)
	onCall := awssns.NewTopic(stack, jsii.String("OnCall"), nil)
	notes := notesapi.NewNotesApi(stack, jsii.String("Notes"), &notesapi.NotesApiProps{
		Authorization: notesapi.NotesAuthorization_Cognito(
			&[]awscognito.IUserPool{users},
			&notesapi.CognitoAuthorizationOptions{Scopes: jsii.Strings("notes/all")},
		),
		FunctionOptions: &notesapi.NotesFunctionOptions{Timeout: awscdk.Duration_Seconds(jsii.Number(8))},
		FunctionOptionsByOperation: &map[string]*notesapi.NotesFunctionOptions{
			string(notesapi.NotesOperation_LIST): {
				MemorySize:  jsii.Number(1024),
				Environment: &map[string]*string{"STAGE": jsii.String("test")},
			},
		},
		Monitoring: &notesapi.NotesMonitoringOptions{
			Topics:  &[]awssns.ITopic{onCall},
			Latency: awscdk.Duration_Millis(jsii.Number(800)),
		},
	})
	list := (*notes.Functions())[string(notesapi.NotesOperation_LIST)]
	awscdk.NewCfnOutput(stack, jsii.String("ListFunction"), &awscdk.CfnOutputProps{Value: list.FunctionName()})
	alarm := (*notes.Alarms())["ServerErrors"]
	awscdk.NewCfnOutput(stack, jsii.String("Alarm"), &awscdk.CfnOutputProps{Value: alarm.AlarmArn()})

	// A service that calls an existing notes API.
	service := awscdk.NewStack(app, jsii.String("Service"), nil)
	role := awsiam.NewRole(service, jsii.String("Role"), &awsiam.RoleProps{
		AssumedBy: awsiam.NewServicePrincipal(jsii.String("ecs-tasks.amazonaws.com"), nil),
	})
	existing := notesapi.NotesApi_FromNotesApiAttributes(service, jsii.String("Notes"), &notesapi.NotesApiAttributes{
		RestApiId:   jsii.String("a1b2c3d4e5"),
		RestApiName: jsii.String("Shop-Notes-48004511"),
		Url:         jsii.String("https://a1b2c3d4e5.execute-api.eu-west-1.amazonaws.com/prod/"),
	})
	existing.Grants().Invoke(role, notesapi.NotesOperation_CREATE, notesapi.NotesOperation_GET)
	existing.MetricLatency(&awscloudwatch.MetricOptions{Statistic: jsii.String("p99")}).
		CreateAlarm(service, jsii.String("Slow"), &awscloudwatch.CreateAlarmOptions{
			Threshold:         jsii.Number(500),
			EvaluationPeriods: jsii.Number(3),
		})

	app.Synth(nil)
}
