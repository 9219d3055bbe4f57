/** The parts of a template that its rules look at. */
export interface Template {
  readonly Resources: Record<string, Resource>;
}

export interface Resource<P = unknown> {
  readonly Type: string;
  readonly Properties: P;
  DeletionPolicy?: string;
  UpdateReplacePolicy?: string;
}

export interface GlobalTable {
  readonly Replicas: Replica[];
  SSESpecification?: { SSEEnabled: boolean; SSEType?: string };
  TimeToLiveSpecification?: { Enabled: boolean };
}

interface Replica {
  DeletionProtectionEnabled?: boolean;
  PointInTimeRecoverySpecification?: { PointInTimeRecoveryEnabled: boolean };
  SSESpecification?: { KMSMasterKeyId: unknown };
}

export interface LogGroup {
  RetentionInDays?: number;
}

export interface Function {
  LoggingConfig?: { LogGroup: unknown };
}

export interface Role {
  readonly AssumeRolePolicyDocument: { Statement: { Principal: unknown }[] };
  readonly Policies: { PolicyDocument: { Statement: Statement[] } }[];
  ManagedPolicyArns?: unknown[];
}

export interface Statement {
  Action: string | string[];
  Resource: unknown;
  Condition?: { StringEquals?: Record<string, unknown> };
}

export interface Permission {
  Principal: string;
  SourceArn?: unknown;
}

export interface Method {
  HttpMethod: string;
  AuthorizationType: string;
}

export interface Stage {
  CacheClusterEnabled?: boolean;
  MethodSettings?: { CachingEnabled?: boolean; DataTraceEnabled?: boolean }[];
}

/** The resources of a type by their logical id. */
export function resources<P>(template: Template, type: string): [id: string, resource: Resource<P>][] {
  return (Object.entries(template.Resources) as [string, Resource<P>][]).filter(([, { Type }]) => Type === type);
}

/** What a role is allowed. */
export function statements({ Policies }: Role): Statement[] {
  return Policies.flatMap(({ PolicyDocument }) => PolicyDocument.Statement);
}

/** The actions of a service that a role is allowed. */
export function actions(role: Role, service: string): string[] {
  return statements(role).flatMap(({ Action }) => Action).filter((action) => action.startsWith(`${service}:`));
}
