import { mkdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Stack, StackResource } from '../cloudformation/stack';

/** The configuration of an AWS::Lambda::Function. */
export interface FunctionConfiguration {
  readonly logicalId: string;
  readonly functionName: string;
  readonly arn: string;
  readonly version: string;
  readonly region: string;
  /** The ARN of the role. */
  readonly role: string;
  readonly runtime: string;
  readonly handler: string;
  readonly timeoutMs: number;
  readonly memorySize: number;
  readonly reservedConcurrency?: number;
  readonly variables: Record<string, string>;
  readonly logFormat: string;
  readonly logLevel?: string;
  readonly logGroup: string;
  /** The folders of the layers; a file of the first hides those of the others. */
  readonly layers: string[];
  /** The folder of the code; /var/task in Lambda. */
  readonly taskRoot: string;
}

export interface FunctionProperties {
  readonly Code?: { S3Key?: string; ZipFile?: string };
  readonly Environment?: { Variables?: Record<string, unknown> };
  readonly Handler?: string;
  readonly Layers?: string[];
  readonly LoggingConfig?: { LogFormat?: string; ApplicationLogLevel?: string; LogGroup?: string };
  readonly MemorySize?: number | string;
  readonly ReservedConcurrentExecutions?: number | string;
  readonly Role?: string;
  readonly Runtime?: string;
  readonly Timeout?: number | string;
}

/** Reads a function's resource; inline code is written to `inlineFolder`. */
export function functionConfiguration(
  stack: Stack,
  resource: StackResource<FunctionProperties>,
  inlineFolder: () => string,
  layers: string[],
  version: string,
): FunctionConfiguration {
  const { arn, logicalId, physicalId: functionName, properties } = resource;
  const { Code, Environment, Handler, LoggingConfig, MemorySize, ReservedConcurrentExecutions, Role, Runtime, Timeout } =
    properties;
  if (!Runtime || !/^nodejs\d/.test(Runtime)) {
    throw new Error(`function ${logicalId} runs on ${Runtime ?? 'a container image'}: only Node.js is supported`);
  }
  return {
    logicalId,
    functionName,
    arn,
    version,
    region: stack.region,
    role: String(Role),
    runtime: Runtime,
    handler: Handler ?? '',
    timeoutMs: Number(Timeout ?? 3) * 1_000,
    memorySize: Number(MemorySize ?? 128),
    reservedConcurrency: ReservedConcurrentExecutions === undefined ? undefined : Number(ReservedConcurrentExecutions),
    variables: Object.fromEntries(Object.entries(Environment?.Variables ?? {}).map(([name, value]) => [name, String(value)])),
    logFormat: LoggingConfig?.LogFormat ?? 'Text',
    logLevel: LoggingConfig?.ApplicationLogLevel,
    logGroup: LoggingConfig?.LogGroup ?? `/aws/lambda/${functionName}`,
    layers,
    taskRoot: Code?.ZipFile === undefined
      ? assetFolder(stack, logicalId, Code?.S3Key ?? '')
      : writeInline(join(inlineFolder(), stack.name, logicalId), Code.ZipFile),
  };
}

function assetFolder(stack: Stack, logicalId: string, s3Key: string): string {
  const folder = stack.synthesized.assets.get(s3Key) ?? '';
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) {
    throw new Error(`the code of function ${logicalId} is not a folder in the cloud assembly`);
  }
  return folder;
}

function writeInline(folder: string, code: string): string {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, /^\s*(?:import|export)\b/m.test(code) ? 'index.mjs' : 'index.js'), code);
  return folder;
}
