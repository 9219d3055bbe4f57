/** An API for the users of an app: each has notes of their own. The notes are in two regions, and stay when the stack is deleted. */
import { App, CfnOutput, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { UserPool } from 'aws-cdk-lib/aws-cognito';
import { ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { NotesApi, NotesAuthorization } from 'cdk-notes-api';

const { CDK_DEFAULT_ACCOUNT: account, CDK_DEFAULT_REGION: region = 'eu-west-1' } = process.env;
const stack = new Stack(new App(), 'Production', { env: { account, region } });

const users = new UserPool(stack, 'Users', { removalPolicy: RemovalPolicy.RETAIN });
users.addClient('Client');

// Create this key in a stack of that region. Without its ARN, the app can be synthesised and served locally, but not deployed.
const replicaRegion = region === 'eu-central-1' ? 'eu-west-1' : 'eu-central-1';
const {
  REPLICA_KEY_ARN: replicaKeyArn = stack.formatArn({ service: 'kms', region: replicaRegion, resource: 'key', resourceName: 'unknown' }),
} = process.env;

// The people on call subscribe to it.
const topicKey = new Key(stack, 'TopicKey', { enableKeyRotation: true });
topicKey.grant(new ServicePrincipal('cloudwatch.amazonaws.com'), 'kms:Decrypt', 'kms:GenerateDataKey*');
const topic = new Topic(stack, 'Alarms', { masterKey: topicKey });

const { url } = new NotesApi(stack, 'Notes', {
  authorization: NotesAuthorization.cognito([users]),
  corsOrigins: ['https://notes.example.com'],
  throttle: { rateLimit: 50, burstLimit: 100 },
  encryptionKey: new Key(stack, 'Key', { enableKeyRotation: true }),
  replicaRegions: [replicaRegion],
  replicaKeyArns: { [replicaRegion]: replicaKeyArn },
  monitoring: { topics: [topic] },
  requireIfMatch: true,
  removalPolicy: RemovalPolicy.RETAIN,
});

const alice = '-H "Authorization: Bearer $ALICE"';
const bob = '-H "Authorization: Bearer $BOB"';
const notes = `${url}notes/me`;
const newNoteId = `$(curl -s ${notes} ${alice} -d '{"content":"Buy milk"}' | cut -d '"' -f 4)`;
new CfnOutput(stack, 'CreateNote', { value: `curl -i ${notes} ${alice} -d '{"content":"Buy milk"}'` });
new CfnOutput(stack, 'GetNote', { value: `curl -i ${notes}/${newNoteId} ${alice}` });
new CfnOutput(stack, 'ListNotes', { value: `curl -i '${notes}?limit=10&view=summary' ${alice}` });
new CfnOutput(stack, 'PatchNote', { value: `curl -i -X PATCH ${notes}/${newNoteId} ${alice} -H 'If-Match: *' -d '{"title":"Errands"}'` });
new CfnOutput(stack, 'PatchNoteUnseen', { value: `curl -i -X PATCH ${notes}/${newNoteId} ${alice} -d '{"title":"Errands"}'` });
new CfnOutput(stack, 'Preflight', {
  value: `curl -i -X OPTIONS ${notes} -H 'Origin: https://notes.example.com' -H 'Access-Control-Request-Method: POST'`,
});
new CfnOutput(stack, 'CreateNoteOfBob', { value: `curl -i ${notes} ${bob} -d '{"content":"Feed the cat"}'` });
new CfnOutput(stack, 'ListNotesOfBob', { value: `curl -i '${notes}?limit=10&view=summary' ${bob}` });
new CfnOutput(stack, 'GetNoteOfAnother', { value: `curl -i ${url}notes/$ALICE_SUB/${newNoteId} ${bob}` });
new CfnOutput(stack, 'GetNoteOfNobody', { value: `curl -i ${notes}` });
