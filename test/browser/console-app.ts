import { App, Stack } from 'aws-cdk-lib';
import { Cors, LambdaIntegration, RestApi } from 'aws-cdk-lib/aws-apigateway';
import { UserPool } from 'aws-cdk-lib/aws-cognito';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Code, Function, Runtime } from 'aws-cdk-lib/aws-lambda';
import { NotesApi, NotesAuthorization } from 'cdk-notes-api';

/** A note whose text attacks the page that shows it. */
export const HOSTILE = '<img src=x onerror="document.title=\'attacked\'"><script>document.title=\'attacked\'</script>';

const LOGGING = `exports.handler = async ({ path }) => {
  console.log('<b>visited</b>', path);
  return { statusCode: 200, headers: { 'X-Request-Id': 'visit-of-' + path.split('/').at(-1), 'Content-Type': 'text/html' }, body: ${JSON.stringify(HOSTILE)} };
};`;

/** An app with notes for the users of a pool, and a page that is for everybody and a page that is for one role. */
export function defineApp(app: App): void {
  const stack = new Stack(app, 'Notes');
  const users = new UserPool(stack, 'Users');
  new NotesApi(stack, 'Notes', { authorization: NotesAuthorization.cognito([users]), corsOrigins: Cors.ALL_ORIGINS });

  const site = new RestApi(stack, 'Site', { description: 'Site <b>of</b> visits', cloudWatchRole: false });
  const integration = new LambdaIntegration(
    new Function(stack, 'Visits', { runtime: Runtime.NODEJS_22_X, handler: 'index.handler', code: Code.fromInline(LOGGING) }),
  );
  site.root.addResource('visits').addResource('{page}').addMethod('GET', integration);
  const restricted = site.root.addResource('restricted').addMethod('GET', integration, { authorizationType: 'AWS_IAM' as never });
  for (const [roleName, allowed] of [['Editor', true], ['Guest', false]] as const) {
    const resources = allowed ? [restricted.methodArn] : ['arn:aws:execute-api:*:*:elsewhere/*'];
    new Role(stack, roleName, { roleName, assumedBy: new ServicePrincipal('ec2.amazonaws.com') })
      .addToPolicy(new PolicyStatement({ actions: ['execute-api:Invoke'], resources }));
  }
}
