import { Duration } from 'aws-cdk-lib';
import { RestApi } from 'aws-cdk-lib/aws-apigateway';
import { SubnetType, Vpc } from 'aws-cdk-lib/aws-ec2';
import { Architecture } from 'aws-cdk-lib/aws-lambda';
import { expectProblem } from './expectations';
import { Notes } from './notes';
import { describeLocal, started, targets } from './target';
import { call } from '../http';
import { NotesAuthorization } from 'cdk-notes-api';

const authorization = NotesAuthorization.none();

describeLocal.each([targets[0]])('on %s', (_, start) => {
  describe('functions in a VPC, with every option and variables that lead elsewhere', () => {
    const api = started(start, (stack) => ({
      authorization,
      vpc: new Vpc(stack, 'Vpc'),
      vpcSubnets: { subnetType: SubnetType.PRIVATE_WITH_EGRESS },
      tracing: true,
      functionOptions: {
        architecture: Architecture.X86_64,
        memorySize: 128,
        reservedConcurrentExecutions: 5,
        timeout: Duration.seconds(20),
        environment: {
          AWS_ENDPOINT_URL: 'http://192.0.2.1',
          AWS_ENDPOINT_URL_DYNAMODB: 'http://192.0.2.1',
          AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: 'true',
          AWS_USE_DUALSTACK_ENDPOINT: 'true',
          AWS_USE_FIPS_ENDPOINT: 'true',
        },
      },
    }));

    test('keep notes in the table of the local stack', async () => {
      const notes = new Notes(api);
      const { json, status } = await notes.post({ content: 'Buy milk' });
      expect(status).toBe(200);
      expect(await api.getItem(notes.user, json.noteId)).toMatchObject({ noteContent: { S: 'Buy milk' } });
      expect((await notes.get(json.noteId)).json.content).toBe('Buy milk');
    });
  });

  describe('a function without concurrency', () => {
    const functionOptionsByOperation = { GET: { reservedConcurrentExecutions: 0 } };
    const api = started(start, { authorization, functionOptionsByOperation });
    const mounted = started(start, (stack) => ({
      authorization,
      functionOptionsByOperation,
      mountOn: new RestApi(stack, 'Shop', { cloudWatchRole: false }).root,
    }));

    test('is a 500 with a problem document, and the others work', async () => {
      const notes = new Notes(api);
      const { json, status } = await notes.post({ content: 'Buy milk' });
      expect(status).toBe(200);
      expectProblem(await notes.get(json.noteId), 500, 'internal');
      expect((await notes.list()).json.notes).toHaveLength(1);
    });

    test('is a 500 of API Gateway\'s own on an API of somebody else\'s', async () => {
      // The document of the notes does not have the answers of other routes.
      const { json, status } = await call(mounted.url, 'GET', '/notes/alice/note');
      expect([status, json]).toEqual([500, { message: 'Internal server error' }]);
    });
  });
});
