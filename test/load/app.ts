/** An API for the users of an app that accepts requests as fast as they come, and whose functions report what they hold. */
import { App, CfnOutput, Duration, Stack } from 'aws-cdk-lib';
import { UserPool } from 'aws-cdk-lib/aws-cognito';
import { PROBE } from './probe';
import { NotesApi, NotesAuthorization } from '../../src';

const stack = new Stack(new App(), 'Load');

const { url } = new NotesApi(stack, 'Notes', {
  authorization: NotesAuthorization.cognito([new UserPool(stack, 'Users')]),
  corsOrigins: ['https://notes.example.com'],
  throttle: { rateLimit: 10_000, burstLimit: 5_000 },
  // Long, because the load of the machine does not matter here.
  timeBudget: { connectTimeout: Duration.seconds(3), requestTimeout: Duration.seconds(6), allAttempts: Duration.seconds(9) },
  functionOptions: { environment: { NODE_OPTIONS: `--require ${JSON.stringify(PROBE)}`, PROBES: process.env.PROBES! } },
});
new CfnOutput(stack, 'List', { value: `curl -i ${url}notes/me -H "Authorization: Bearer $ALICE"` });
