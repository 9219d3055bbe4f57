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
  readonly Region?: string;
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
  readonly Policies: { readonly PolicyDocument: { Statement: Statement[] } }[];
  ManagedPolicyArns?: unknown[];
}

export interface Statement {
  readonly Effect: 'Allow' | 'Deny';
  Action: string | string[];
  Resource: unknown;
  Condition?: Record<string, Record<string, unknown>>;
}

export interface Method {
  HttpMethod: string;
  AuthorizationType: string;
}

export interface Stage {
  CacheClusterEnabled?: boolean;
  MethodSettings?: { CachingEnabled?: boolean; DataTraceEnabled?: boolean }[];
}

/** The resources of a construct with the id `Notes`. */
const OWN = /^Notes/;

/** The notes' own resources of a type by their logical id, and those of their user that refer to a function or a role of theirs. */
export function resources<P>(template: Template, type: string): [id: string, resource: Resource<P>][] {
  const all = Object.entries(template.Resources) as [string, Resource<P>][];
  const own = all
    .filter(([id, { Type }]) => OWN.test(id) && ['AWS::Lambda::Function', 'AWS::IAM::Role'].includes(Type))
    .map(([id]) => `"${id}"`);
  return all.filter(
    ([id, { Type, Properties }]) => Type === type && (OWN.test(id) || own.some((name) => JSON.stringify(Properties).includes(name))),
  );
}

/** The keys that are made for the table: with the id `Key`. */
export function tableKeys(template: Template): string[] {
  return Object.entries(template.Resources).filter(([id, { Type }]) => Type === 'AWS::KMS::Key' && /^Key/.test(id)).map(([id]) => id);
}

/** Whether a service may take a role, and nobody else. */
export function isFor({ AssumeRolePolicyDocument }: Role, service: string): boolean {
  return AssumeRolePolicyDocument.Statement.every(({ Principal }) => JSON.stringify(Principal) === JSON.stringify({ Service: service }));
}

export function isForApiGateway(role: Role): boolean {
  return isFor(role, 'apigateway.amazonaws.com');
}

/** The statements of a role. */
export function statements({ Policies }: Role): Statement[] {
  return Policies.flatMap(({ PolicyDocument }) => PolicyDocument.Statement);
}

/** The actions of a service that a role is allowed. */
export function actions(role: Role, service: string): string[] {
  return allowed(role).flatMap(({ Action }) => Action).filter((action) => action.startsWith(`${service}:`));
}

export function allowed(role: Role): Statement[] {
  return statements(role).filter(({ Effect }) => Effect === 'Allow');
}
