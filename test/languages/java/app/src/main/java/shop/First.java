package shop;

import io.github.cdknotesapi.NotesApi;
import io.github.cdknotesapi.NotesAuthorization;
import java.util.List;
import software.amazon.awscdk.App;
import software.amazon.awscdk.CfnOutput;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.cognito.UserPool;

public final class First {
    public static void main(final String[] args) {
        App app = new App();
        Stack stack = new Stack(app, "Shop");
        UserPool users = UserPool.Builder.create(stack, "Users").selfSignUpEnabled(true).build();
        users.addClient("Website");
        // Each user of the pool may access their own notes. Nobody else may call the API.
        NotesApi notes = NotesApi.Builder.create(stack, "Notes")
                .authorization(NotesAuthorization.cognito(List.of(users)))
                .build();
        CfnOutput.Builder.create(stack, "NotesUrl").value(notes.getUrl()).build();
        app.synth();
    }
}
