import { existsSync } from 'fs';
import { join } from 'path';
import { Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { ITable } from 'aws-cdk-lib/aws-dynamodb';
import { PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { IKey } from 'aws-cdk-lib/aws-kms';
import { ApplicationLogLevel, Architecture, Code, Function, LoggingFormat, Runtime, SystemLogLevel } from 'aws-cdk-lib/aws-lambda';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { ENVIRONMENT } from './contract/environment';
import { Operation } from './contract/operations';

const BUNDLE = join(__dirname, '..', 'assets', 'lambda');

/** The code of all functions: built with the library, so that nothing is built when an app synthesises. */
export function bundledCode(folder = BUNDLE): Code {
  if (!existsSync(join(folder, 'index.js'))) {
    throw new Error(`the functions' bundle is missing: ${join(folder, 'index.js')}; in a checkout of cdk-notes-api run "npx projen bundle"`);
  }
  return Code.fromAsset(folder);
}

export interface NotesFunctionProps {
  readonly operation: Operation;
  readonly code: Code;
  readonly table: ITable;
  /** What the table is encrypted with when it is the customer's. */
  readonly encryptionKey?: IKey;
  readonly timeout: Duration;
  /** Beside the table's name. */
  readonly environment: { [name: string]: string };
  readonly removalPolicy: RemovalPolicy;
}

/**
 * What DynamoDB needs of its callers to open a table with a customer's key, to read as to write.
 *
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/encryption.howitworks.html
 */
function decryption(scope: Construct, key: IKey): PolicyStatement {
  return new PolicyStatement({
    actions: ['kms:Decrypt'],
    resources: [key.keyArn],
    conditions: { StringEquals: { 'kms:ViaService': `dynamodb.${Stack.of(scope).region}.amazonaws.com` } },
  });
}

/** The function of one operation, with a role that allows its one DynamoDB action and its own log group, nothing else. */
export class NotesFunction extends Construct {
  public readonly lambda: Function;

  constructor(scope: Construct, id: string, props: NotesFunctionProps) {
    super(scope, id);
    const { operation, code, table, encryptionKey, timeout, environment, removalPolicy } = props;

    const logGroup = new LogGroup(this, 'LogGroup', { retention: RetentionDays.ONE_MONTH, removalPolicy });
    // Inline, so that the role and what it may do are one resource and never exist apart.
    const role = new Role(this, 'Role', {
      assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
      inlinePolicies: {
        Operation: new PolicyDocument({
          statements: [
            new PolicyStatement({ actions: [operation.action], resources: [table.tableArn] }),
            ...encryptionKey ? [decryption(this, encryptionKey)] : [],
            new PolicyStatement({ actions: ['logs:CreateLogStream', 'logs:PutLogEvents'], resources: [logGroup.logGroupArn] }),
          ],
        }),
      },
    });

    this.lambda = new Function(this, 'Function', {
      description: `Notes API: ${operation.handler}`,
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      code,
      handler: `index.${operation.handler}`,
      memorySize: 256,
      timeout,
      environment: { [ENVIRONMENT.tableName]: table.tableName, ...environment },
      role,
      logGroup,
      loggingFormat: LoggingFormat.JSON,
      applicationLogLevelV2: ApplicationLogLevel.INFO,
      systemLogLevelV2: SystemLogLevel.WARN,
    });
  }
}
