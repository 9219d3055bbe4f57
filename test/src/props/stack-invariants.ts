import { replacedAs } from './function-invariants';
import {
  differs, each, json, methods, NotesTemplate, ofType, offered, pathsOf, preservesOf, Properties, routesOf, unless,
} from './notes-template';
import { DescribedProps } from '../../consumer/app/lib/random/described';
import { resourcePaths } from '../../operations';

/** CloudFormation cannot change an index: this stays as it is. */
const CHANGES_INDEX = {
  IndexName: 'notes-changes',
  KeySchema: [{ AttributeName: 'PK', KeyType: 'HASH' }, { AttributeName: 'updatedAt', KeyType: 'RANGE' }],
  Projection: { NonKeyAttributes: ['title', 'noteTags', 'createdAt', 'rev', 'deletedAt', 'expiresAt'], ProjectionType: 'INCLUDE' },
};

/** The number of resources of each type that a construct with these props creates. There are no others. */
const COUNTS: Readonly<Record<string, (props: DescribedProps) => number>> = {
  'AWS::DynamoDB::GlobalTable': ({ table }) => table ? 0 : 1,
  'AWS::Lambda::Function': (props) => offered(props).length,
  // One of each function, and one of API Gateway
  'AWS::IAM::Role': (props) => offered(props).length + 1,
  'AWS::Logs::LogGroup': (props) => offered(props).length + (props.accessLogs ? 1 : 0),
  'AWS::ApiGateway::RestApi': ({ mountOn }) => mountOn ? 0 : 1,
  'AWS::ApiGateway::Deployment': ({ mountOn }) => mountOn ? 0 : 1,
  'AWS::ApiGateway::Stage': ({ mountOn }) => mountOn ? 0 : 1,
  'AWS::ApiGateway::Resource': (props) => resourcePaths(pathsOf(props)).length,
  'AWS::ApiGateway::Method': (props) => routesOf(props).length + (props.corsOrigins ? pathsOf(props).length : 0),
  'AWS::ApiGateway::RequestValidator': () => 1,
  'AWS::ApiGateway::Model': (props) => routesOf(props).some(({ body }) => body) ? 1 : 0,
  // One more if there can be an authorizer
  'AWS::ApiGateway::GatewayResponse': ({ authorization, gatewayResponses, mountOn }) =>
    gatewayResponses ?? !mountOn ? mountOn || ['cognito', 'custom'].includes(authorization?.kind ?? 'iam') ? 7 : 6 : 0,
  'AWS::ApiGateway::Authorizer': ({ authorization }) => authorization?.kind === 'cognito' ? 1 : 0,
  'AWS::WAFv2::WebACLAssociation': ({ webAclArn }) => webAclArn ? 1 : 0,
  'AWS::EC2::SecurityGroup': ({ vpc, securityGroups }) => vpc && !securityGroups ? 1 : 0,
  'AWS::CloudWatch::Alarm': ({ monitoring }) => monitoring ? 6 : 0,
  'AWS::CloudWatch::Dashboard': ({ monitoring }) => monitoring && monitoring.dashboard !== false ? 1 : 0,
};

/** The logical ids of resources that hold data or are known by their ids: a change would replace them. */
const FROZEN: Readonly<Record<string, readonly string[]>> = {
  'AWS::ApiGateway::RestApi': ['TeamApiC4BA0A93', 'PrivateApiA0379F67'],
  'AWS::DynamoDB::GlobalTable': ['TeamTable1F4A07CE', 'PrivateTableE215FE76'],
  'AWS::Logs::LogGroup': [
    'TeamAccessLogs0F4CA89E', 'TeamCreateNoteLogGroup6B01CB6C', 'TeamGetNoteLogGroup0267B27A', 'TeamListNotesLogGroupAFDC4090',
    'TeamUpdateNoteLogGroupC79852EF', 'TeamDeleteNoteLogGroupE0816F9C',
    'PrivateAccessLogs4C948956', 'PrivateCreateNoteLogGroup292D2DD5', 'PrivateGetNoteLogGroup4657E98E', 'PrivateListNotesLogGroup9417A99F',
    'PrivateUpdateNoteLogGroupE96FC14B', 'PrivateDeleteNoteLogGroup006697B4',
  ],
};

/** Physical names that nobody asked for would collide, and prevent replacements. */
const PHYSICAL_NAME = /^(Table|Function|Role|LogGroup|Alarm|Dashboard|Group|Stream|Policy)Name$/;

/** The invariants of the table, the alarms and the template as a whole. */
export const STACK_INVARIANTS = {
  'the number of resources of each type follows from the props': ({ own, props }: NotesTemplate) => {
    const types = Object.values(own).map(({ Type }) => Type);
    return [
      ...types.filter((type) => !(type in COUNTS)),
      ...Object.entries(COUNTS).flatMap(([type, count]) =>
        differs([type, types.filter((other) => other === type).length], [type, count(props)]),
      ),
    ];
  },
  'the table has keys, time to live and billing as the notes need them': each(
    'AWS::DynamoDB::GlobalTable',
    ({ KeySchema, BillingMode, TimeToLiveSpecification }) =>
      differs(
        [KeySchema, BillingMode, TimeToLiveSpecification],
        [
          [
            { AttributeName: 'PK', KeyType: 'HASH' },
            { AttributeName: 'SK', KeyType: 'RANGE' },
          ],
          'PAY_PER_REQUEST',
          { AttributeName: 'expiresAt', Enabled: true },
        ],
      ),
  ),
  'the table and every replica can be restored to any second': each('AWS::DynamoDB::GlobalTable', (table) =>
    replicas(table).flatMap(({ PointInTimeRecoverySpecification: recovery }) => differs(recovery, { PointInTimeRecoveryEnabled: true })),
  ),
  'the table outlives its stack and is protected unless the removal policy says otherwise': each(
    'AWS::DynamoDB::GlobalTable',
    (table, { props }, _, resource) => [
      ...differs([resource.DeletionPolicy, resource.UpdateReplacePolicy], [preservesOf(props), replacedAs(props)]),
      ...replicas(table).flatMap(({ DeletionProtectionEnabled }) =>
        differs(DeletionProtectionEnabled, (props.removalPolicy ?? 'retain') === 'retain'),
      ),
    ],
  ),
  'the table has the index of the changes where they are asked for, and no other': each('AWS::DynamoDB::GlobalTable', (table, { props }) =>
    differs(table.GlobalSecondaryIndexes, props.changes ? [CHANGES_INDEX] : undefined)),
  'the table has replicas where they are asked for': each('AWS::DynamoDB::GlobalTable', (table, { place, props }) =>
    differs(
      replicas(table)
        .map(({ Region }) => Region)
        .sort(json2),
      [...(props.replicaRegions ?? []), place.region ?? { Ref: 'AWS::Region' }].sort(json2),
    ),
  ),
  'the table and every replica are encrypted with the keys that are given': each(
    'AWS::DynamoDB::GlobalTable',
    (table, { place, props, id }) => [
      ...differs(table.SSESpecification, props.encryptionKey ? { SSEEnabled: true, SSEType: 'KMS' } : undefined),
      ...replicas(table).flatMap(({ Region, SSESpecification }) => {
        const { KMSMasterKeyId } = (SSESpecification ?? {}) as { KMSMasterKeyId?: unknown };
        const ofReplica = props.replicaKeyArns?.[Region as string];
        const own = props.encryptionKey === 'own' ? `Their${id}Key` : ':key/notes-key';
        return Region === place.region && props.encryptionKey
          ? unless(json(KMSMasterKeyId).includes(own), json(KMSMasterKeyId))
          : differs(KMSMasterKeyId, ofReplica);
      }),
    ],
  ),
  'what holds data has the logical id that it always had': ({ own }: NotesTemplate) =>
    Object.entries(own).filter(([id, { Type }]) => FROZEN[Type]?.includes(id) === false).map(([id]) => id),
  'nothing has a physical name': ({ own }: NotesTemplate) => Object.entries(own).flatMap(([id, { Properties: properties = {} }]) =>
    Object.keys(properties).filter((name) => PHYSICAL_NAME.test(name)).map((name) => `${id}.${name}`)),
  'no partition, region or account is written out but those that are given': ({ flags, own, place, props }: NotesTemplate) => {
    // ARNs are given as they are.
    const text = json(own).replaceAll(/arn:[\w-]+:(kms|dynamodb|sns|wafv2):[\w-]+:\d{12}:/g, '');
    // The metrics of a table that is imported by its ARN are in the environment of the ARN.
    const ofTable = /^by ARN/.test(props.table ?? '') ? ['eu-west-1', '444455556666'] : [];
    const given = [place.region, place.account, ...props.replicaRegions ?? [], ...ofTable];
    // One of the flags makes the CDK write the partition of a known region as text.
    const partitions = flags && place.region ? [`arn:${place.partition}:`] : [];
    return [
      ...(text.match(/arn:aws[\w-]*:/g) ?? []).filter((found) => !partitions.includes(found)),
      ...(text.match(/\b(af|ap|ca|cn|eu|il|me|mx|sa|us)(-gov)?-(north|south|east|west|central)\w*-\d\b|(?<!\.)\b\d{12}\b/g) ?? []).filter(
        (found) => !given.includes(found),
      ),
    ];
  },
  'the stack gets no outputs, parameters, conditions or mappings': ({ template }: NotesTemplate) => Object.entries(template)
    .filter(([section]) => !['Resources', 'Rules'].includes(section)).flatMap(([, entries]) => Object.keys(entries as object))
    .filter((name) => name !== 'BootstrapVersion' && !name.startsWith('Their')),
  'nothing needs a custom resource': ({ own }: NotesTemplate) => Object.entries(own)
    .filter(([, { Type }]) => /^Custom::|^AWS::CloudFormation::/.test(Type)).map(([id]) => id),
  'whatever is referred to exists': ({ own, template }: NotesTemplate) => Object.entries(own).flatMap(([id, resource]) =>
    [...json(resource).matchAll(/"(?:Ref":|Fn::GetAtt":\[)"([^"]+)"/g)].map(([, target]) => target).concat(resource.DependsOn ?? [])
      .filter((target) => !target.startsWith('AWS::') && !(target in template.Resources)).map((target) => `${id} refers to ${target}`)),
  'the template is below the limits of CloudFormation': ({ template }: NotesTemplate) => [
    ...unless(Object.keys(template.Resources).length <= 500, `${Object.keys(template.Resources).length} resources`),
    ...unless(Buffer.byteLength(json(template)) <= 1_000_000, `${Buffer.byteLength(json(template))} bytes`),
  ],
  'every alarm tells the topics when it goes off and when it is over': each(
    'AWS::CloudWatch::Alarm',
    ({ AlarmActions, OKActions }, { props, id }) => {
      const topics = props.monitoring?.topics?.map((source) => (source === 'own' ? `{"Ref":"Their${id}Topic` : '"arn:'));
      return [AlarmActions, OKActions].flatMap((actions) =>
        differs(
          (actions as unknown[] | undefined)?.map((action, index) => json(action).slice(0, topics?.[index]?.length)),
          topics?.length ? topics : undefined,
        ),
      );
    },
  ),
  'alarms go off at what is asked for': (notes: NotesTemplate) => {
    const { serverErrorPercentage = 1, latencyMillis = 1000 } = notes.props.monitoring ?? {};
    const threshold = (name: string) =>
      ofType(notes, 'AWS::CloudWatch::Alarm')
        .filter(([id]) => id.startsWith(`${notes.id}Monitoring${name}`))
        .map(([, { Threshold }]) => Threshold);
    return notes.props.monitoring
      ? differs([threshold('ServerErrors'), threshold('Latency')], [[serverErrorPercentage / 100], [latencyMillis]])
      : [];
  },
  'alarms measure the API\'s stage, the functions and the table of the notes': (notes: NotesTemplate) => {
    const alarms = ofType(notes, 'AWS::CloudWatch::Alarm').map(([, alarm]) => json(alarm)).join();
    const functions = ofType(notes, 'AWS::Lambda::Function').map(([id]) => id);
    return notes.props.monitoring ? functions.filter((id) => !alarms.includes(`{"Name":"FunctionName","Value":{"Ref":"${id}"}}`)) : [];
  },
  'the methods of two notes APIs are in different APIs or places': (notes: NotesTemplate) => unless(
    new Set(methods(notes).map(([route, { RestApiId }]) => `${json(RestApiId)} ${route}`)).size === methods(notes).length, 'a route twice'),
};

const replicas = ({ Replicas }: Properties): Properties[] => Replicas as Properties[];

const json2 = (one: unknown, other: unknown): number => json(one).localeCompare(json(other));
