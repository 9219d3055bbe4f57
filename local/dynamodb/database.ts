import { callersCredentials, DynamoDbConnection, LOCAL_CREDENTIALS } from './connection';
import { EngineName, installedEngines, startEngine } from './engine';
import { importedTables } from './imported-tables';
import { createImportedTables, createTables } from './tables';
import { listenForTools } from './tool-endpoint';
import { Stack } from '../cloudformation/stack';
import { Roles } from '../iam/roles';
import { Lifetime } from '../machine/lifetime';

export interface DatabaseOptions {
  readonly engine?: EngineName;
  /** Another DynamoDB instead of an engine. */
  readonly dynamoDbEndpoint?: string;
  /** The folder where the engine keeps its data. @default in memory */
  readonly dataDir?: string;
}

/** The DynamoDB of the stack: its own engine, or another one. */
export interface Database extends DynamoDbConnection {
  /** The endpoint for the developer's own tools. */
  readonly toolEndpoint: string;
  /** Whether the data ends with the stack. */
  readonly isInMemory?: boolean;
  /** Resolves to the reason when the engine ends; another DynamoDB has none. */
  readonly failure?: Promise<string>;
}

/** Creates the tables of the assembly. */
export async function createDatabaseTables(
  stacks: readonly Stack[],
  roles: Roles,
  database: Database,
  lifetime: Lifetime,
  onProgress: (line: string) => void,
  onChange: (line: string) => void,
): Promise<void> {
  // In another DynamoDB, existing tables are its owner's.
  const update = database.failure && { mayReplace: database.isInMemory ?? false, onChange };
  for (const stack of stacks) {
    for (const table of await orFailure(createTables(stack, database, lifetime.signal, update), database.failure)) {
      onProgress(`table ${table} at ${database.toolEndpoint}`);
    }
  }
  const imported = importedTables(stacks, roles);
  // In another DynamoDB, its owner creates them.
  if (database.failure) {
    await orFailure(createImportedTables(stacks[0].region, imported, database, lifetime.signal), database.failure);
  }
  const state = database.failure ? 'it starts empty, with the string keys PK and SK' : 'it must already exist there';
  for (const table of imported) {
    onProgress(`table ${table} at ${database.toolEndpoint}: it is in no template, so ${state}`);
  }
}

/** Starts the engine, unless another DynamoDB is given. */
export async function connect(
  { dataDir, dynamoDbEndpoint, engine: name = installedEngines[0] }: DatabaseOptions,
  lifetime: Lifetime,
  onProgress: (line: string) => void,
): Promise<Database> {
  if (dynamoDbEndpoint) {
    return { endpoint: dynamoDbEndpoint, toolEndpoint: dynamoDbEndpoint, credentials: callersCredentials() };
  }
  const engine = await startEngine(name, lifetime, onProgress, dataDir);
  const toolEndpoint = await listenForTools(engine.endpoint, lifetime);
  return { ...engine, isInMemory: dataDir === undefined, toolEndpoint, credentials: LOCAL_CREDENTIALS };
}

/** If the engine ends, its reason is reported instead of the failed requests. */
async function orFailure<Result>(result: Promise<Result>, failure?: Promise<string>): Promise<Result> {
  return failure ? Promise.race([result, failure.then((reason) => { throw new Error(reason); })]) : result;
}
