package shop;

import io.github.cdknotesapi.CognitoAuthorizationOptions;
import io.github.cdknotesapi.INotesApi;
import io.github.cdknotesapi.NotesApi;
import io.github.cdknotesapi.NotesApiAttributes;
import io.github.cdknotesapi.NotesAuthorization;
import io.github.cdknotesapi.NotesFunctionOptions;
import io.github.cdknotesapi.NotesMonitoringOptions;
import io.github.cdknotesapi.NotesOperation;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.App;
import software.amazon.awscdk.CfnOutput;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.cloudwatch.CreateAlarmOptions;
import software.amazon.awscdk.services.cloudwatch.MetricOptions;
import software.amazon.awscdk.services.cognito.UserPool;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.sns.Topic;

public final class NotesApp {
    public static void main(final String[] args) {
        App app = new App();

        // The notes of the users of a user pool, with alarms.
        Stack stack = new Stack(app, "Notes");
        UserPool users = new UserPool(stack, "Users");
        Topic onCall = new Topic(stack, "OnCall");
        NotesApi notes = NotesApi.Builder.create(stack, "Notes")
                .authorization(NotesAuthorization.cognito(List.of(users), CognitoAuthorizationOptions.builder()
                        .scopes(List.of("notes/all"))
                        .build()))
                .functionOptions(NotesFunctionOptions.builder().timeout(Duration.seconds(8)).build())
                .functionOptionsByOperation(Map.of(
                        NotesOperation.LIST.name(), NotesFunctionOptions.builder()
                                .memorySize(1024)
                                .environment(Map.of("STAGE", "test"))
                                .build()))
                .monitoring(NotesMonitoringOptions.builder()
                        .topics(List.of(onCall))
                        .latency(Duration.millis(800))
                        .build())
                .build();
        CfnOutput.Builder.create(stack, "ListFunction")
                .value(notes.getFunctions().get(NotesOperation.LIST.name()).getFunctionName())
                .build();
        CfnOutput.Builder.create(stack, "Alarm").value(notes.getAlarms().get("ServerErrors").getAlarmArn()).build();

        // A service that calls an existing notes API.
        Stack service = new Stack(app, "Service");
        Role role = Role.Builder.create(service, "Role")
                .assumedBy(new ServicePrincipal("ecs-tasks.amazonaws.com"))
                .build();
        INotesApi existing = NotesApi.fromNotesApiAttributes(service, "Notes", NotesApiAttributes.builder()
                .restApiId("a1b2c3d4e5")
                .restApiName("Shop-Notes-48004511")
                .url("https://a1b2c3d4e5.execute-api.eu-west-1.amazonaws.com/prod/")
                .build());
        existing.getGrants().invoke(role, NotesOperation.CREATE, NotesOperation.GET);
        existing.metricLatency(MetricOptions.builder().statistic("p99").build())
                .createAlarm(service, "Slow", CreateAlarmOptions.builder().threshold(500).evaluationPeriods(3).build());

        app.synth();
    }
}
