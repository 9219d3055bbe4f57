import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import { CfnFunction } from 'aws-cdk-lib/aws-lambda';
import { LocalStack, LocalStackOptions } from '../../local/local-stack';
import '../bundle';
import { NotesApi, NotesApiProps, NotesAuthorization } from 'cdk-notes-api';

/** Required by a customer key. */
export const REGION = 'us-east-1';

/** The limit of an account, because tests send more requests than people. */
const UNTHROTTLED = { rateLimit: 10_000, burstLimit: 5_000 };

/** The DynamoDB of a local stack. */
export type Database = Pick<LocalStackOptions, 'engine' | 'dynamoDbEndpoint'>;

/** Props, or a function that creates them in the API's stack. */
export type Props = NotesApiProps | ((stack: Stack) => NotesApiProps);

/** The props of an API, unless a test gives others. */
export const OPEN: NotesApiProps = { authorization: NotesAuthorization.none() };

/** The address of an API, and its table. */
export interface Address {
  readonly url: string;
  /** The host that API Gateway itself serves the API at. */
  readonly defaultHost: string;
  readonly dynamoDbEndpoint: string;
  readonly tableName: string;
}

/** An API on this machine. */
export interface LocalApi {
  readonly address: Address;
  readonly props: NotesApiProps;
  readonly running: LocalStack;
  /** The log lines of the API and its functions. */
  readonly logs: readonly string[];
  stop(): Promise<void>;
}

export async function startApi(database: Database, asked: Props = OPEN, customise?: (notes: NotesApi) => void): Promise<LocalApi> {
  const assembly = mkdtempSync(join(tmpdir(), 'notes-contract-'));
  const app = new App({ outdir: assembly, treeMetadata: false });
  const hasIndex = typeof asked === 'object' && asked.changes;
  // A given DynamoDB has one table for all files: an API without the index would remove it from an API with the index.
  const stack = new Stack(app, hasIndex ? 'ContractWithChanges' : 'Contract', { env: { region: REGION } });
  const props = typeof asked === 'function' ? asked(stack) : asked;
  const notes = new NotesApi(stack, 'Notes', { ...!props.mountOn && { throttle: UNTHROTTLED }, ...props });
  customise?.(notes);
  const tableName: string | { Ref: string } = stack.resolve(notes.table.tableName);
  app.synth();
  // The logs of an authorizer are up to its owner.
  const others = stack.node.findAll().filter((child) => child instanceof CfnFunction && !child.node.scopes.includes(notes))
    .map((child) => stack.getLogicalId(child as CfnFunction));
  const logs: string[] = [];
  const running = await LocalStack.start({
    assembly,
    // Most tests call few of the functions.
    warm: false,
    ...database,
    onLog: ({ logicalId, line }) => {
      if (!others.includes(logicalId)) {
        logs.push(line);
      }
    },
  });
  return {
    address: {
      url: running.url.replace(/\/$/, notes.mountPath),
      defaultHost: `${running.physicalId(running.apis[0].logicalId)}.execute-api.${REGION}.amazonaws.com`,
      dynamoDbEndpoint: running.dynamoDbEndpoint,
      tableName: typeof tableName === 'string' ? tableName : running.physicalId(tableName.Ref),
    },
    props,
    running,
    logs,
    stop: async () => {
      await running.stop();
      rmSync(assembly, { recursive: true });
    },
  };
}
