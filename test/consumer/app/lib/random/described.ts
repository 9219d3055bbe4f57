import { RemovalPolicy } from 'aws-cdk-lib';
import { NotesApiProps, NotesOperation } from 'cdk-notes-api';

/** The description of a stack with notes APIs, in plain data, so that a counterexample shows all of it. */
export interface DescribedStack {
  readonly place: Place;
  /** Whether the recommended feature flags are on. */
  readonly flags: boolean;
  /** The props of each notes API, by the order of `IDS`. */
  readonly notes: readonly DescribedProps[];
}

/** The construct ids of the notes APIs of a stack. */
export const IDS = ['Team', 'Private'] as const;

/** An `env`, and the features of its partition. */
export interface Place {
  readonly partition: string;
  readonly account?: string;
  readonly region?: string;
  readonly otherRegions: readonly string[];
}

/** The props as data; the type of each is what a builder makes the prop of. */
export interface Described {
  readonly accessLogs: boolean;
  readonly apiKeyRequired: boolean;
  readonly authorization: DescribedAuthorization;
  readonly changes: boolean;
  readonly corsHeaders: readonly string[];
  readonly corsOrigins: readonly string[];
  readonly encryptionKey: Source;
  readonly functionOptions: DescribedFunctionOptions;
  readonly functionOptionsByOperation: Readonly<Partial<Record<NotesOperation, DescribedFunctionOptions>>>;
  readonly gatewayResponses: boolean;
  readonly monitoring: DescribedMonitoring;
  readonly mountOn: DescribedMount;
  readonly operations: readonly NotesOperation[];
  readonly removalPolicy: RemovalPolicy;
  readonly replicaKeyArns: Readonly<Record<string, string>>;
  readonly replicaRegions: readonly string[];
  readonly requireIfMatch: boolean;
  readonly securityGroups: readonly Source[];
  readonly table: DescribedTable;
  readonly throttle: { readonly rateLimit?: number; readonly burstLimit?: number };
  readonly timeBudget: DescribedTimeBudget;
  readonly tracing: boolean;
  /** In days. */
  readonly trash: number;
  readonly vpc: Source;
  readonly vpcSubnets: 'by type' | 'by name' | 'by list';
  readonly webAclArn: Source;
}

export type DescribedProps = Partial<Described>;

export type PropName = keyof Required<NotesApiProps>;

/** Whether something is created in the stack, or already exists. */
export type Source = 'own' | 'imported';

export type DescribedAuthorization =
  | { readonly kind: 'iam' | 'none' }
  | { readonly kind: 'cognito'; readonly userPools: readonly Source[]; readonly scopes?: readonly string[]; readonly userIdClaim?: string }
  | {
    readonly kind: 'custom';
    readonly authorizer: 'token' | 'request' | 'imported';
    readonly userIdContextKey: string;
    readonly requestHeaders?: readonly string[];
    readonly challenge?: string;
  };

export type DescribedTable = 'Table' | 'TableV2' | 'Table with a key' | 'by name' | 'by ARN' | 'by ARN with a key';

export interface DescribedFunctionOptions {
  readonly memorySize?: number;
  readonly timeoutSeconds?: number;
  readonly reservedConcurrentExecutions?: number;
  readonly architecture?: 'arm64' | 'x86_64';
  readonly environment?: Readonly<Record<string, string>>;
}

export interface DescribedMonitoring {
  readonly topics?: readonly Source[];
  readonly dashboard?: boolean;
  readonly serverErrorPercentage?: number;
  readonly latencyMillis?: number;
}

export interface DescribedMount {
  /** `deployed by hand` is an API with a deployment and a stage of its owner's; an imported one has neither. */
  readonly api: 'deploys itself' | 'deployed by hand' | 'imported';
  readonly path: '/' | '/v1' | '/v1/internal';
}

/** In milliseconds. */
export interface DescribedTimeBudget {
  readonly connectTimeout?: number;
  readonly requestTimeout?: number;
  readonly allAttempts?: number;
  readonly firstBackOff?: number;
  readonly maxAttempts?: number;
}
