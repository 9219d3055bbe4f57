import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AttributeValue, DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { App, Stack } from 'aws-cdk-lib';
import { EngineName, installedEngines } from '../../local/dynamodb/engine';
import { LocalStack } from '../../local/local-stack';
import { Answer, Call, call } from '../http';
import { NotesApi, NotesApiProps, NotesAuthorization } from 'cdk-notes-api';

/** The API that the contract is checked on. */
export interface Target {
  /** What the functions have logged. */
  readonly logs: readonly string[];
  call(method: string, path: string, options?: Call): Promise<Answer>;
  /** Gets what a Location names. */
  follow(location: string): Promise<Answer>;
  /** Writes a row past the API; only where the suite owns the table. */
  putItem(item: Record<string, AttributeValue>): Promise<void>;
  stop(): Promise<void>;
}

/** The address of an API with `NotesAuthorization.none()` that is deployed already, to run the suite on. */
const deployedUrl = process.env.NOTES_API_URL;

/** Every API to run the suite on, by name. */
export const targets: [name: string, start: (props?: NotesApiProps) => Promise<Target>][] = deployedUrl
  ? [[deployedUrl, async () => deployed(deployedUrl)]]
  : installedEngines.map((engine) => [engine, (props) => local(engine, props)]);

/** For what needs the table, or a stack with other props: on a deployed API it is reported as skipped. */
export const describeLocal = deployedUrl ? describe.skip : describe;

/** A user that nobody else has, so that runs do not meet. */
export const newUser = (): string => `user-${randomUUID()}`;

function client(url: string): Pick<Target, 'call' | 'follow'> {
  return {
    call: (...args) => call(url, ...args),
    follow: (location) => call(new URL(url).origin, 'GET', location),
  };
}

function deployed(url: string): Target {
  return {
    ...client(url),
    putItem: () => Promise.reject(new Error('the table of a deployed API is not ours')),
    logs: [],
    stop: async () => {},
  };
}

async function local(engine: EngineName, props: NotesApiProps = { authorization: NotesAuthorization.none() }): Promise<Target> {
  const assembly = mkdtempSync(join(tmpdir(), 'notes-contract-'));
  const app = new App({ outdir: assembly });
  const stack = new Stack(app, 'Contract');
  const { table } = new NotesApi(stack, 'Notes', props);
  const tableId = stack.getLogicalId(table.node.defaultChild as never);
  app.synth();
  const logs: string[] = [];
  const running = await LocalStack.start({ assembly, engine, onLog: ({ line }) => logs.push(line) });
  const dynamoDb = new DynamoDBClient({
    endpoint: running.dynamoDbEndpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'TEST', secretAccessKey: 'TEST' },
  });
  return {
    ...client(running.url),
    putItem: async (Item) => { await dynamoDb.send(new PutItemCommand({ TableName: running.physicalId(tableId), Item })); },
    logs,
    stop: async () => {
      dynamoDb.destroy();
      await running.stop();
      rmSync(assembly, { recursive: true });
    },
  };
}
