/** Notes in a REST API that has other routes, behind CloudFront. */
import { App, CfnOutput, Stack } from 'aws-cdk-lib';
import { MockIntegration, RestApi } from 'aws-cdk-lib/aws-apigateway';
import { AllowedMethods, CachePolicy, Distribution, OriginRequestPolicy, ViewerProtocolPolicy } from 'aws-cdk-lib/aws-cloudfront';
import { RestApiOrigin } from 'aws-cdk-lib/aws-cloudfront-origins';
import { UserPool } from 'aws-cdk-lib/aws-cognito';
import { NotesApi, NotesAuthorization } from 'cdk-notes-api';

const stack = new Stack(new App(), 'ExistingApi');

const users = new UserPool(stack, 'Users');
users.addClient('Client');

// The API, with a route of its own.
const api = new RestApi(stack, 'Shop', { cloudWatchRole: false });
const opening = new MockIntegration({
  requestTemplates: { 'application/json': '{"statusCode": 200}' },
  integrationResponses: [{ statusCode: '200', responseTemplates: { 'application/json': '{"opens": "09:00"}' } }],
});
api.root.addResource('hours').addMethod('GET', opening, { methodResponses: [{ statusCode: '200' }] });

new NotesApi(stack, 'Notes', { mountOn: api.root, authorization: NotesAuthorization.cognito([users]) });

const distribution = new Distribution(stack, 'Distribution', {
  defaultBehavior: {
    origin: new RestApiOrigin(api),
    allowedMethods: AllowedMethods.ALLOW_ALL,
    viewerProtocolPolicy: ViewerProtocolPolicy.HTTPS_ONLY,
    // A cached note would be served without checking who may read it.
    cachePolicy: CachePolicy.CACHING_DISABLED,
    // All headers but Host: API Gateway finds the API by its own host name.
    originRequestPolicy: OriginRequestPolicy.ALL_VIEWER_EXCEPT_HOST_HEADER,
  },
});
new CfnOutput(stack, 'Url', { value: `https://${distribution.domainName}` });

const alice = '-H "Authorization: Bearer $ALICE"';
const notes = `${api.url}notes/me`;
const newNoteId = `$(curl -s ${notes} ${alice} -d '{"content":"Buy milk"}' | cut -d '"' -f 4)`;
new CfnOutput(stack, 'GetHours', { value: `curl -i ${api.url}hours` });
new CfnOutput(stack, 'CreateNote', { value: `curl -i ${notes} ${alice} -d '{"content":"Buy milk"}'` });
new CfnOutput(stack, 'GetNote', { value: `curl -i ${notes}/${newNoteId} ${alice}` });
new CfnOutput(stack, 'ListNotes', { value: `curl -i '${notes}?limit=10&view=summary' ${alice}` });
