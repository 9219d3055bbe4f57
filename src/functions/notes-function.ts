import { existsSync } from 'fs';
import { join } from 'path';
import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { ITable } from 'aws-cdk-lib/aws-dynamodb';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import {
  ApplicationLogLevel, Architecture, CfnFunction, Code, Function, LoggingFormat, Runtime, SystemLogLevel, Tracing,
} from 'aws-cdk-lib/aws-lambda';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { DEFAULT_MEMORY_MIB } from './default-memory';
import { executionPolicy } from './execution-policy';
import { NotesFunctionOptions } from './notes-function-options';
import { NotesNetwork } from './notes-network';
import { Operation } from '../contract/operations';
import { DEFAULT_TIMEOUT_MILLIS } from '../contract/time-budget';

/** The folder of the package. An app that is bundled to ECMAScript modules has no `__dirname`. */
const PACKAGE = typeof __dirname === 'string' ? join(__dirname, '..', '..') : '.';

/** The code of all functions, bundled with the library so that synthesis builds nothing. */
export function bundledCode(folder = join(PACKAGE, 'assets', 'lambda')): Code {
  const file = join(folder, 'index.mjs');
  if (!existsSync(file)) {
    throw new Error(`the code of the functions is missing: the package "cdk-notes-api" has no file ${file}. `
      + 'If your app is bundled (esbuild, webpack), keep "cdk-notes-api" external; in a checkout of cdk-notes-api, run "npx projen bundle"');
  }
  return Code.fromAsset(folder);
}

export interface NotesFunctionProps {
  readonly operation: Operation;
  readonly code: Code;
  readonly table: ITable;
  /** Undefined for a function outside the customer's VPCs. */
  readonly network?: NotesNetwork;
  readonly options: NotesFunctionOptions;
  readonly tracing: boolean;
  readonly environment: { [name: string]: string };
  readonly removalPolicy: RemovalPolicy;
}

/** The function of one operation, with a role that allows its one DynamoDB action and the needs of Lambda itself, nothing else. */
export class NotesFunction extends Construct {
  public readonly lambda: Function;

  constructor(scope: Construct, id: string, props: NotesFunctionProps) {
    super(scope, id);
    const { operation, code, table, network, options, tracing, environment, removalPolicy } = props;
    const {
      architecture = Architecture.ARM_64,
      memorySize = DEFAULT_MEMORY_MIB,
      timeout = Duration.millis(DEFAULT_TIMEOUT_MILLIS),
      reservedConcurrentExecutions,
    } = options;
    const logGroup = new LogGroup(this, 'LogGroup', { retention: RetentionDays.ONE_MONTH, removalPolicy });
    // Inline, so that the role and its permissions are one resource and never exist apart.
    const role = new Role(this, 'Role', {
      assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
      inlinePolicies: {
        Operation: executionPolicy(this, {
          table, action: operation.action, index: operation.index, logGroup, tracing, inVpc: network !== undefined,
        }),
      },
    });

    this.lambda = new Function(this, 'Function', {
      ...network,
      architecture,
      memorySize,
      timeout,
      reservedConcurrentExecutions,
      description: `Notes API: ${operation.handler}`,
      runtime: Runtime.NODEJS_24_X,
      code,
      handler: `index.${operation.handler}`,
      environment,
      role,
      logGroup,
      loggingFormat: LoggingFormat.JSON,
      applicationLogLevelV2: ApplicationLogLevel.INFO,
      systemLogLevelV2: SystemLogLevel.WARN,
    });
    if (tracing) {
      // Set on the L1: the L2 would add a second policy with permissions that the role already has.
      (this.lambda.node.defaultChild as CfnFunction).tracingConfig = { mode: Tracing.ACTIVE };
    }
  }
}
