import {
  definitionsOf, differs, each, eachExecutionRole, functionOf, getAtt, json, NotesTemplate, ofType, operationOf, optionsOf, preservesOf,
  Properties, Statement, statements, unless,
} from './notes-template';
import { OPERATIONS } from '../../../src/contract/operations';

/** The whole statements for permissions that only Lambda itself needs, or that apply to no ARN. */
const WILDCARDS = [/^xray:/, /^ec2:/];

/** The invariants of the functions, their permissions and their logs. */
export const FUNCTION_INVARIANTS = {
  'functions know the table': each('AWS::Lambda::Function', ({ Environment }, notes) =>
    differs(variables(Environment).TABLE_NAME, tableName(notes)),
  ),
  'functions run with what they are asked to': each('AWS::Lambda::Function', (lambda, { props }) => {
    const {
      memorySize = 512,
      timeoutSeconds = 10,
      reservedConcurrentExecutions,
      architecture = 'arm64',
      environment = {},
    } = optionsOf(props, operationOf(lambda)!);
    const { Architectures, Environment, MemorySize, ReservedConcurrentExecutions, Runtime, Timeout } = lambda;
    return [
      ...differs(
        [Architectures, MemorySize, ReservedConcurrentExecutions, Runtime, Timeout],
        [[architecture], memorySize, reservedConcurrentExecutions, 'nodejs24.x', timeoutSeconds],
      ),
      ...Object.entries(environment).flatMap(([name, value]) => differs(variables(Environment)[name], value)),
    ];
  }),
  'functions have no variables but those of the library and those they are asked to have': each(
    'AWS::Lambda::Function',
    (lambda, { props }) => {
      const known = [
        'TABLE_NAME', 'TIME_BUDGET', 'REQUIRE_IF_MATCH', 'CALLER_ID', 'SIGNED_CALLERS', 'CORS_ORIGINS', 'TRASH_SECONDS', 'CHANGES',
        ...Object.keys(optionsOf(props, operationOf(lambda)!).environment!),
      ];
      return Object.keys(variables(lambda.Environment)).filter((name) => !known.includes(name));
    },
  ),
  'functions have no more variables than Lambda takes': each('AWS::Lambda::Function', ({ Environment }) =>
    unless(Buffer.byteLength(json(variables(Environment))) <= 4096, `${json(Environment).length} characters`)),
  'functions that write know whether they need a precondition, and no other does': each('AWS::Lambda::Function', (lambda, { props }) => {
    const writes = OPERATIONS[operationOf(lambda)!].routes.some(({ method }) => ['PUT', 'PATCH', 'DELETE'].includes(method));
    return differs(variables(lambda.Environment).REQUIRE_IF_MATCH, props.requireIfMatch && writes ? 'true' : undefined);
  }),
  'functions know the origins': each('AWS::Lambda::Function', ({ Environment }, { props }) =>
    differs(variables(Environment).CORS_ORIGINS, props.corsOrigins && json([...new Set(props.corsOrigins)]))),
  'functions know how long the trash keeps notes': each('AWS::Lambda::Function', ({ Environment }, { props }) =>
    differs(variables(Environment).TRASH_SECONDS, props.trash && `${props.trash * 86_400}`)),
  'functions that list know whether they tell changes, and no other does': each('AWS::Lambda::Function', (lambda, { props }) =>
    differs(variables(lambda.Environment).CHANGES, props.changes && operationOf(lambda) === 'LIST' ? 'true' : undefined)),
  'functions know a time budget that differs from the default': each('AWS::Lambda::Function', ({ Environment }, { props }) => {
    const defaults = { connectTimeout: 300, requestTimeout: 600, allAttempts: 2000, firstBackOff: 50, maxAttempts: 4 };
    const told = JSON.parse((variables(Environment).TIME_BUDGET as string) ?? '{}');
    return [
      ...differs({ ...defaults, ...told }, { ...defaults, ...props.timeBudget }),
      ...unless(json(variables(Environment).TIME_BUDGET) !== '"{}"', 'no part'),
    ];
  }),
  'functions run the library\'s one bundle': (notes: NotesTemplate) => {
    const code = ofType(notes, 'AWS::Lambda::Function').map(([, { Code }]) => json(Code));
    return unless(new Set(code).size === 1 && /"S3Key":"\w{64}\.zip"/.test(code[0]), code.join());
  },
  'functions are in the VPC with the security groups, or in none': each('AWS::Lambda::Function', ({ VpcConfig }, { props, id }) => {
    if (!props.vpc) {
      return differs(VpcConfig, undefined);
    }
    const { SubnetIds, SecurityGroupIds } = (VpcConfig ?? {}) as { SubnetIds?: unknown[]; SecurityGroupIds?: unknown[] };
    const subnet = props.vpc === 'own' ? '"TheirVpcIsolated'.replace('Their', `Their${id}`) : '"subnet-0000000[12]"';
    const groups = props.securityGroups ?? [];
    return [
      ...differs(SubnetIds?.length, props.vpcSubnets === 'by list' ? 1 : 2),
      ...(SubnetIds ?? []).filter((it) => !new RegExp(subnet).test(json(it))).map(json),
      ...differs(SecurityGroupIds?.map((group) => /"sg-|Their/.exec(json(group))?.[0] ?? 'own'),
        groups.length > 0 ? groups.map((source) => source === 'own' ? 'Their' : '"sg-') : ['own']),
    ];
  }),
  "security groups of the functions' own let nothing in, and HTTPS out": each(
    'AWS::EC2::SecurityGroup',
    ({ SecurityGroupIngress, SecurityGroupEgress }) => [
      ...differs(SecurityGroupIngress, undefined),
      ...differs(
        (SecurityGroupEgress as Properties[]).map(({ IpProtocol, FromPort, ToPort }) => [IpProtocol, FromPort, ToPort]),
        [['tcp', 443, 443]],
      ),
    ],
  ),
  'functions are traced unless it is turned off, and their roles may then send traces': (notes: NotesTemplate) => {
    const traced = notes.props.tracing ?? true;
    return [
      ...each('AWS::Lambda::Function', ({ TracingConfig }) => differs(TracingConfig, traced ? { Mode: 'Active' } : undefined))(notes),
      ...eachExecutionRole((role) => differs(allowed(role, /^xray:/), traced ? ['xray:PutTelemetryRecords', 'xray:PutTraceSegments'] : []))(
        notes,
      ),
    ];
  },
  'roles have the one action of their operation, on the table and the index of the changes alone': eachExecutionRole((role, notes, id) => {
    const operation = operationOf(notes.own[functionOf(notes, id)]?.Properties ?? {});
    const onTables = statements(role).filter(({ Action }) => [Action].flat().some((action) => action.startsWith('dynamodb:')));
    return [
      ...differs(onTables.map(({ Action }) => Action), operation ? [definitionsOf(notes.props)[operation].action] : []),
      ...onTables.flatMap(({ Resource }) => {
        const [tableArn, ...others] = [Resource].flat();
        const { index } = operation ? definitionsOf(notes.props)[operation] : {};
        const indexArns = index === undefined ? [] : [others[0]].filter((arn) => json(arn).includes(`/index/${index}"`));
        return [...unless(isTableArn(tableArn, notes), json(tableArn)), ...differs(others, indexArns)];
      }),
    ];
  }),
  'roles write to the log group of their own function alone': eachExecutionRole((role, notes, id) => {
    const { LoggingConfig } = notes.own[functionOf(notes, id)]?.Properties ?? {};
    const { LogGroup } = (LoggingConfig ?? {}) as { LogGroup?: { Ref: string } };
    return differs(
      statements(role)
        .filter(({ Action }) => json(Action).includes('logs:'))
        .map(({ Resource }) => Resource),
      [getAtt(LogGroup?.Ref ?? '', 'Arn')],
    );
  }),
  'roles decrypt with the key of the table, by DynamoDB alone, when it has one': eachExecutionRole((role, { props }) => {
    const uses = statements(role).filter(({ Action }) => json(Action).includes('kms:'));
    const hasKey = props.encryptionKey !== undefined || /with a key$/.test(props.table ?? '');
    return [
      ...differs(
        uses.map(({ Action }) => Action),
        hasKey ? ['kms:Decrypt'] : [],
      ),
      ...uses.flatMap(({ Condition, Resource }) =>
        unless(/"kms:ViaService".*dynamodb\./.test(json(Condition)) && !json(Resource).includes('*'), json([Condition, Resource])),
      ),
    ];
  }),
  'no action is a wildcard, nor what it is on but for X-Ray and the network interfaces': each('AWS::IAM::Role', (role) => statements(role)
    .filter(({ Action, Resource }) => json(Action).includes('*') || (json(Resource).includes('*') && !isWithoutArn(Action))).map(json)),
  'roles only allow, and only Lambda may take them': eachExecutionRole((role) => [
    ...statements(role).flatMap(({ Effect }) => differs(Effect, 'Allow')),
    ...differs(json(role.AssumeRolePolicyDocument).match(/"Principal":\{[^}]*\}/g), ['"Principal":{"Service":"lambda.amazonaws.com"}']),
  ]),
  'nothing but the roles themselves says what they may do': (notes: NotesTemplate) => [
    ...['AWS::IAM::Policy', 'AWS::IAM::ManagedPolicy', 'AWS::IAM::RolePolicy'].flatMap((type) => ofType(notes, type).map(([id]) => id)),
    ...each('AWS::IAM::Role', ({ ManagedPolicyArns }) => differs(ManagedPolicyArns, undefined))(notes),
  ],
  'roles connect functions with a VPC only when there is one, and not by the function\'s own code': eachExecutionRole((role, { props }) => {
    const uses = statements(role).filter(({ Action }) => json(Action).includes('ec2:'));
    return [
      ...differs(uses.length, props.vpc ? 1 : 0),
      ...uses.flatMap(({ Condition }) => differs(Condition, { Null: { 'lambda:SourceFunctionArn': 'true' } })),
    ];
  }),
  'logs end after a month, and go when the removal policy says so': each(
    'AWS::Logs::LogGroup',
    ({ RetentionInDays }, { props }, _, { DeletionPolicy, UpdateReplacePolicy }) =>
      differs([RetentionInDays, DeletionPolicy, UpdateReplacePolicy], [30, preservesOf(props), replacedAs(props)]),
  ),
  'every function has a log group of its own': (notes: NotesTemplate) => {
    const used = ofType(notes, 'AWS::Lambda::Function').map(
      ([, { LoggingConfig }]) => (LoggingConfig as { LogGroup?: { Ref?: string } } | undefined)?.LogGroup?.Ref,
    );
    return [
      ...unless(new Set(used).size === used.length, 'one for two'),
      ...used.filter((id) => notes.own[id!]?.Type !== 'AWS::Logs::LogGroup').map(json),
    ];
  },
};

/** RETAIN_ON_UPDATE_OR_DELETE only applies to deletion. */
export const replacedAs = ({ removalPolicy }: NotesTemplate['props']): string => removalPolicy === 'destroy' ? 'Delete' : 'Retain';

const variables = (environment: unknown): Properties => (environment as { Variables?: Properties } | undefined)?.Variables ?? {};

const allowed = (role: Properties, pattern: RegExp): string[] =>
  statements(role).flatMap(({ Action }) => Action).filter((action) => pattern.test(action));

const isWithoutArn = (action: Statement['Action']): boolean =>
  WILDCARDS.some((pattern) => [action].flat().every((one) => pattern.test(one)));

const tableIds = (notes: NotesTemplate): string[] =>
  Object.entries(notes.template.Resources)
    .filter(
      ([id, { Type }]) => /^AWS::DynamoDB::(Global)?Table$/.test(Type) && id.startsWith(notes.props.table ? `Their${notes.id}` : notes.id),
    )
    .map(([id]) => id);

const tableName = (notes: NotesTemplate): unknown => /^by/.test(notes.props.table ?? '') ? 'their-notes' : { Ref: tableIds(notes)[0] };

const isTableArn = (resource: unknown, notes: NotesTemplate): boolean =>
  /^by/.test(notes.props.table ?? '')
    ? /:table\/their-notes"/.test(json(resource)) && !json(resource).includes('their-notes/')
    : differs(resource, getAtt(tableIds(notes)[0], 'Arn')).length === 0;
