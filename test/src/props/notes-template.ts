import { isDeepStrictEqual } from 'node:util';
import { RemovalPolicy } from 'aws-cdk-lib';
import { Operation, OPERATIONS, operationsWith, Route } from '../../../src/contract/operations';
import { DescribedFunctionOptions, DescribedProps, DescribedStack, IDS, Place } from '../../consumer/app/lib/random/described';
import { NotesOperation } from 'cdk-notes-api';

export interface Template {
  readonly Resources: Record<string, Resource>;
  readonly [section: string]: unknown;
}

export interface Resource {
  readonly Type: string;
  readonly Properties: Properties;
  DependsOn?: string[];
  DeletionPolicy?: string;
  UpdateReplacePolicy?: string;
}

export type Properties = Record<string, unknown>;

/** A template as one of the notes APIs in it sees it. */
export interface NotesTemplate {
  readonly id: string;
  readonly props: DescribedProps;
  readonly place: Place;
  readonly flags: boolean;
  readonly template: Template;
  /** The resources of the construct. */
  readonly own: Record<string, Resource>;
}

/** The violations of an invariant; none if it holds. */
export type Invariant = (notes: NotesTemplate) => string[];

export const notesTemplates = (template: Template, { flags, notes, place }: DescribedStack): NotesTemplate[] =>
  notes.map((props, index) => {
    const id = IDS[index];
    const own = Object.entries(template.Resources).filter(([logicalId]) => logicalId.startsWith(id));
    return { id, props, place, flags, template, own: Object.fromEntries(own) };
  });

/** The construct's own resources. */
export const ofType = ({ own }: Pick<NotesTemplate, 'own'>, type: string): [id: string, properties: Properties, resource: Resource][] =>
  Object.entries(own).filter(([, { Type }]) => Type === type).map(([id, resource]) => [id, resource.Properties ?? {}, resource]);

/** The violations of an invariant, for each resource of a type. */
export const each =
  (type: string, broken: (properties: Properties, notes: NotesTemplate, id: string, resource: Resource) => string[]): Invariant =>
    (notes) =>
      ofType(notes, type).flatMap(([id, properties, resource]) => broken(properties, notes, id, resource).map((fault) => `${id}: ${fault}`));

/** The CDK and fast-check run outside jest's sandbox: their plain objects and arrays have other prototypes than those of the tests. */
const isSame = (one: unknown, other: unknown): boolean => isDeepStrictEqual(structuredClone(one), structuredClone(other));

export const differs = (actual: unknown, expected: unknown): string[] =>
  isSame(actual, expected) ? [] : [`${json(actual)}, not ${json(expected)}`];

export const unless = (holds: boolean, fault: string): string[] => holds ? [] : [fault];

export const json = (value: unknown): string => JSON.stringify(value) ?? 'nothing';

export const getAtt = (id: string, attribute: string) => ({ 'Fn::GetAtt': [id, attribute] });

export const operationsOf = ({ operations }: DescribedProps): NotesOperation[] =>
  Object.values(NotesOperation).filter((operation) => operations === undefined || operations.includes(operation));

/** The operations of an API with these options. */
export const definitionsOf = ({ changes, trash }: DescribedProps) =>
  operationsWith([...trash === undefined ? [] : ['trash' as const], ...changes ? ['changes' as const] : []]);

export const offered = (props: DescribedProps): Operation[] => operationsOf(props).map((operation) => definitionsOf(props)[operation]);

export const routesOf = (props: DescribedProps): Route[] => offered(props).flatMap(({ routes }) => routes);

export const pathsOf = (props: DescribedProps): string[] => [...new Set(routesOf(props).map(({ path }) => path))];

export const mountPath = ({ mountOn }: DescribedProps): string => (mountOn?.path ?? '').replace(/\/$/, '');

export const isSigned = ({ authorization }: DescribedProps): boolean => authorization === undefined || authorization.kind === 'iam';

export const preservesOf = ({ removalPolicy = RemovalPolicy.RETAIN }: DescribedProps): string =>
  (({ 'destroy': 'Delete', 'retain': 'Retain', 'retain-on-update-or-delete': 'RetainExceptOnCreate' }) as Record<string, string>)[
    removalPolicy
  ];

/** The operation of a function, by its handler. */
export const operationOf = ({ Handler }: Properties): NotesOperation | undefined =>
  Object.values(NotesOperation).find((operation) => `index.${OPERATIONS[operation].handler}` === Handler);

/** The environment variables of the function of an operation. */
export const optionsOf = (
  { functionOptions, functionOptionsByOperation }: DescribedProps,
  operation: NotesOperation,
): DescribedFunctionOptions => {
  const own = functionOptionsByOperation?.[operation];
  return { ...functionOptions, ...own, environment: { ...functionOptions?.environment, ...own?.environment } };
};

export interface Method {
  readonly HttpMethod: string;
  readonly ResourceId: { readonly Ref: string };
}

/** The construct's methods by `METHOD path`. */
export function methods(notes: NotesTemplate): [route: string, properties: Properties, id: string][] {
  const path = (id?: string): string => {
    const resource = id === undefined ? undefined : notes.template.Resources[id];
    if (resource === undefined) {
      return '';
    }
    const { ParentId, PathPart } = resource.Properties as { ParentId: { Ref?: string }; PathPart: string };
    return `${path(ParentId.Ref)}/${PathPart}`;
  };
  return ofType(notes, 'AWS::ApiGateway::Method').map(([id, properties]) => {
    const { HttpMethod, ResourceId } = properties as unknown as Method;
    return [`${HttpMethod} ${path(ResourceId.Ref)}`, properties, id];
  });
}

/** The function behind a method: its logical id. */
export const functionBehind = ({ Integration }: Properties): string | undefined =>
  /"Fn::GetAtt":\["(\w+)","Arn"\]\},"\/invocations"/.exec(json(Integration))?.[1];

export interface Statement {
  readonly Effect: string;
  Action: string | string[];
  Resource: unknown;
  Condition?: unknown;
}

export const statements = (role: Properties): Statement[] =>
  (role.Policies as { PolicyDocument: { Statement: Statement[] } }[] ?? []).flatMap(({ PolicyDocument }) => PolicyDocument.Statement);

/** The violations of an invariant, for each role of a function. */
export const eachExecutionRole = (broken: (role: Properties, notes: NotesTemplate, id: string) => string[]): Invariant =>
  each('AWS::IAM::Role', (role, notes, id) => functionOf(notes, id) === NO_FUNCTION ? [] : broken(role, notes, id));

/** The roles that belong to no function. */
export const otherRoles = (notes: NotesTemplate): [id: string, role: Properties, resource: Resource][] =>
  ofType(notes, 'AWS::IAM::Role').filter(([id]) => functionOf(notes, id) === NO_FUNCTION);

const NO_FUNCTION = 'no function';

/** The logical id of the function that a role belongs to. */
export const functionOf = (notes: NotesTemplate, roleId: string): string =>
  ofType(notes, 'AWS::Lambda::Function').find(([, { Role }]) => isSame(Role, getAtt(roleId, 'Arn')))?.[0] ?? NO_FUNCTION;
