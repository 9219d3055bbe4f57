package shop;

import io.github.cdknotesapi.NotesApi;
import software.amazon.awscdk.App;
import software.amazon.awscdk.CfnOutput;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.iam.AccountRootPrincipal;
import software.amazon.awscdk.services.iam.Role;

public final class First {
    public static void main(final String[] args) {
        App app = new App();
        Stack stack = new Stack(app, "Shop");
        NotesApi notes = new NotesApi(stack, "Notes");
        Role caller = Role.Builder.create(stack, "Caller").assumedBy(new AccountRootPrincipal()).build();
        notes.getGrants().invoke(caller);
        CfnOutput.Builder.create(stack, "NotesUrl").value(notes.getUrl()).build();
        app.synth();
    }
}
