import { Agent } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { AttributeValue, DynamoDBClient, GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { Callers, callersOfDeployed } from './callers';
import { Documentation } from './documented';
import { Address, Database, OPEN, Props, REGION, startApi } from './local-api';
import { IssueTokenOptions } from '../../local/cognito/user-pools';
import { installedEngines } from '../../local/dynamodb/engine';
import { IssueCredentialsOptions } from '../../local/iam/security-token-service';
import { Answer, Call, call } from '../http';
import { Keys } from '../sign';
import { NotesApi, NotesApiProps } from 'cdk-notes-api';

export type Item = Record<string, AttributeValue>;

/** The API that the contract is checked on. Every answer is checked against its OpenAPI document. */
export interface Target {
  readonly url: string;
  /** The host that API Gateway itself serves the API at. */
  readonly defaultHost: string;
  /** Keeps connections to it. */
  readonly agent?: Agent;
  /** The log lines of the API and its functions. */
  readonly logs: readonly string[];
  call(method: string, path: string, options?: Call): Promise<Answer>;
  /** Gets the target of a Location or a Link of an answer. */
  follow(from: Answer, reference: string): Promise<Answer>;
  /** Writes a row without the API; only where the suite owns the table. */
  putItem(item: Item): Promise<void>;
  /** Reads a row without the API; only where the suite owns the table. */
  getItem(user: string, id: string): Promise<Item | undefined>;
  /** A token of the stack's user pool. */
  issueToken(options: IssueTokenOptions): Promise<string>;
  /** Credentials of a role of the stack. */
  issueCredentials(options: IssueCredentialsOptions): Keys;
  stop(): Promise<void>;
}

/** Starts an API with these props; `customise` is for settings of the construct's children. */
export type Start = (props?: Props, customise?: (notes: NotesApi) => void) => Promise<Target>;

/** The address of a deployed API, or of a DynamoDB, to run the suite on. */
const { NOTES_API_URL: deployedUrl, NOTES_DYNAMODB_ENDPOINT: dynamoDbEndpoint } = process.env;

const databases: [name: string, database: Database][] = dynamoDbEndpoint
  ? [[dynamoDbEndpoint, { dynamoDbEndpoint }]]
  : installedEngines.map((engine) => [engine, { engine }]);

/** Every API to run the suite on, by name. */
export const targets: [name: string, start: Start][] = deployedUrl
  ? [[deployedUrl, async () => deployed(deployedUrl)]]
  : databases.map(([name, database]) => [name, (props, customise) => local(database, props, customise)]);

/** For answers before any request to DynamoDB, where the engine does not matter. */
export const anyTarget = targets.slice(0, 1);

/** The callers of a deployed API. The APIs on this machine are open, or their tests give the callers. */
const callers = callersOfDeployed(process.env);

/** For tests that need the table, or a stack with other props. */
export const describeLocal = deployedUrl ? skipping('not on a deployed API, whose props and table are its owner\'s') : describe;

/** The answer to an unknown route. */
export const UNKNOWN_ROUTE: [status: number, code: string] = callers.sign ? [403, 'missing-authentication-token'] : [404, 'no-such-route'];

/** A unique user, so that runs do not interfere. */
export const newUser = (): string => callers.newUser();

/** Reports tests as skipped, with the reason. */
function skipping(reason: string): Pick<jest.Describe, 'each'> & ((name: string, tests: () => void) => void) {
  const reasoned = (name: string) => `${name} (${reason})`;
  return Object.assign((name: string, tests: () => void) => describe.skip(reasoned(name), tests), {
    each: ((table: never) => (name: string, tests: never) => describe.skip.each(table)(reasoned(name), tests)) as jest.Each,
  });
}

/** The APIs that run for all test files of a run, by the name of their target; none when only some files are run. */
const SHARED: Record<string, Address> = JSON.parse(process.env.NOTES_SHARED_APIS ?? '{}');

/** Requests of other files reach the same API: only for tests with unique users. */
export const sharedApi = (name: string, start: Start): Target => started(SHARED[name] ? async () => at(SHARED[name]) : start);

/** An API that runs for the tests of the describe block around. */
export function started(start: Start, props?: Props, customise?: (notes: NotesApi) => void): Target {
  let target: Target;
  beforeAll(async () => { target = await start(props, customise); });
  afterAll(async () => { await target?.stop(); });
  return {
    get url() { return target.url; },
    get defaultHost() { return target.defaultHost; },
    get agent() { return target.agent; },
    get logs() { return target.logs; },
    call: (...args) => target.call(...args),
    follow: (...args) => target.follow(...args),
    putItem: (...args) => target.putItem(...args),
    getItem: (...args) => target.getItem(...args),
    issueToken: (...args) => target.issueToken(...args),
    issueCredentials: (...args) => target.issueCredentials(...args),
    stop: () => target.stop(),
  };
}

/** A throttled request was not carried out. The throttle of a deployed API is its owner's. */
const unthrottled: typeof call = async (...request) => {
  for (;;) {
    const answer = await call(...request);
    if (answer.status !== 429) {
      return answer;
    }
    await delay(1_000 * Number(answer.headers['retry-after'] ?? 1));
  }
};

interface Client {
  readonly agent?: Agent;
  readonly prove?: Callers['prove'];
  readonly send?: typeof call;
}

function client(url: string, documentation: Documentation, { agent, prove, send = call }: Client): Pick<Target, 'call' | 'follow'> {
  const base = url.replace(/\/$/, '');
  const documentedCall: Target['call'] = async (method, path, options) => {
    const proof = await prove?.({ url, method, path, body: options?.body });
    const answer = await send(url, method, path, { agent, ...options, headers: { ...proof, ...options?.headers } });
    documentation.expectDocumented(method, path, answer);
    return answer;
  };
  return {
    call: documentedCall,
    follow: (from, reference) => {
      const { href } = new URL(reference, from.url);
      expect(href.slice(0, base.length + 1)).toBe(`${base}/`);
      return documentedCall('GET', href.slice(base.length));
    },
  };
}

function deployed(url: string): Target {
  const notOurs = () => Promise.reject(new Error('the table of a deployed API is not ours'));
  const noTokens = () => Promise.reject(new Error('a deployed API takes no tokens of ours'));
  const noCredentials = () => { throw new Error('a deployed API takes no credentials of ours'); };
  return {
    url,
    defaultHost: new URL(url).host,
    ...client(url, Documentation.of(), { prove: callers.prove, send: unthrottled }),
    putItem: notOurs,
    getItem: notOurs,
    issueToken: noTokens,
    issueCredentials: noCredentials,
    logs: [],
    stop: async () => {},
  };
}

/** An API on this machine. */
export async function local(database: Database, asked?: Props, customise?: (notes: NotesApi) => void): Promise<Target> {
  const { address, props, running, logs, stop } = await startApi(database, asked, customise);
  const target = at(address, props);
  return {
    ...target,
    issueToken: (options) => running.issueToken(options),
    issueCredentials: (options) => running.issueCredentials(options),
    logs,
    stop: async () => {
      await target.stop();
      await stop();
    },
  };
}

/** An API that runs on this machine already. */
function at({ url, defaultHost, dynamoDbEndpoint: endpoint, tableName: TableName }: Address, props: NotesApiProps = OPEN): Target {
  const dynamoDb = new DynamoDBClient({ endpoint, region: REGION, credentials: { accessKeyId: 'TEST', secretAccessKey: 'TEST' } });
  const agent = new Agent({ keepAlive: true });
  return {
    ...deployed(url),
    agent,
    defaultHost,
    ...client(url, Documentation.of({ requireIfMatch: false, ...props }), { agent }),
    putItem: async (Item) => { await dynamoDb.send(new PutItemCommand({ TableName, Item })); },
    getItem: async (user, id) => {
      const { Item } = await dynamoDb.send(
        new GetItemCommand({ TableName, Key: { PK: { S: user }, SK: { S: id } }, ConsistentRead: true }),
      );
      return Item;
    },
    stop: async () => {
      dynamoDb.destroy();
      agent.destroy();
    },
  };
}
