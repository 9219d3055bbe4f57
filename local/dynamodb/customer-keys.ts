import { RequiredAccess } from './required-access';
import { Stack } from '../cloudformation/stack';
import { statements } from '../iam/policy-document';
import { ResourcePolicy } from '../iam/resource-policy';

interface Encryption {
  readonly KMSMasterKeyId?: string;
  readonly SSEEnabled?: boolean | string;
}

interface TableProperties {
  readonly SSESpecification?: Encryption;
  /** In a global table; each replica has a key in its own region. */
  readonly Replicas?: { readonly Region: string; readonly SSESpecification?: Encryption }[];
}

/** The AWS managed key: access to the table includes access to the key. */
const AWS_MANAGED = 'alias/aws/dynamodb';

/** The actions on a table's items, which are encrypted. */
const ON_ITEMS = [
  'BatchGetItem', 'BatchWriteItem', 'ConditionCheckItem', 'DeleteItem', 'GetItem', 'PartiQLDelete', 'PartiQLInsert', 'PartiQLSelect',
  'PartiQLUpdate', 'PutItem', 'Query', 'Scan', 'UpdateItem',
].map((action) => `dynamodb:${action}`);

/** The customer managed KMS keys of the tables in the assembly. */
export class CustomerKeys {
  private readonly arns: ReadonlyMap<string, string>;
  /** By the key's ARN. A key without a policy has the default, which delegates to the account. */
  private readonly policies: ReadonlyMap<string, ResourcePolicy>;

  constructor(private readonly stacks: readonly Stack[]) {
    this.arns = new Map(stacks.flatMap((stack) => stack.resources<TableProperties>('AWS::DynamoDB::Table', 'AWS::DynamoDB::GlobalTable')
      .flatMap(({ physicalId, properties }) => {
        const key = keyOf(properties, stack.region);
        return key === undefined || key.endsWith(AWS_MANAGED) ? [] : [[physicalId, this.keyArn(key, stack)] as const];
      })));
    this.policies = new Map(stacks.flatMap((stack) => stack.resources('AWS::KMS::Key').flatMap(({ arn, logicalId }) => {
      const document = stack.synthesized.template.Resources?.[logicalId].Properties?.KeyPolicy;
      return document === undefined ? [] : [[arn, new ResourcePolicy(statements(stack, document), { mustDelegate: true })] as const];
    })));
  }

  /** The access to KMS that DynamoDB needs in the caller's name. */
  requiredAccess({ action, resource }: RequiredAccess): RequiredAccess[] {
    const [, , , region, account, path] = resource.split(':');
    const [, table] = path?.split('/') ?? [];
    const key = this.arns.get(table);
    if (!key || !ON_ITEMS.includes(action)) {
      return [];
    }
    const encryptionContext = { 'aws:dynamodb:tableName': table, 'aws:dynamodb:subscriberId': account };
    return [{
      action: 'kms:Decrypt',
      resource: key,
      resourcePolicy: this.policies.get(key),
      keys: {
        'aws:CalledVia': ['dynamodb.amazonaws.com'],
        'aws:ViaAWSService': ['true'],
        'kms:CallerAccount': [account],
        'kms:EncryptionContextKeys': Object.keys(encryptionContext),
        'kms:ViaService': [`dynamodb.${region}.amazonaws.com`],
        ...Object.fromEntries(Object.entries(encryptionContext).map(([name, value]) => [`kms:EncryptionContext:${name}`, [value]])),
      },
    }];
  }

  /** Resolves a key's id or ARN, or an alias's name or ARN, to the key's ARN, which policies name. */
  private keyArn(key: string, { account, region }: Stack): string {
    const name = key.replace(/^arn:[^:]+:kms:[^:]*:\d*:(?=alias\/)/, '');
    const alias = this.stacks
      .flatMap((stack) => stack.resources<{ TargetKeyId: string }>('AWS::KMS::Alias').map((one) => ({ ...one, stack })))
      .find(({ physicalId }) => physicalId === name);
    if (alias) {
      return this.keyArn(alias.properties.TargetKeyId, alias.stack);
    }
    if (key.startsWith('arn:')) {
      return key;
    }
    return `arn:aws:kms:${region}:${account}:${key.startsWith('alias/') ? key : `key/${key}`}`;
  }
}

function keyOf({ Replicas = [], SSESpecification }: TableProperties, region: string): string | undefined {
  if (String(SSESpecification?.SSEEnabled) !== 'true') {
    return undefined;
  }
  return SSESpecification?.KMSMasterKeyId ?? Replicas.find((replica) => replica.Region === region)?.SSESpecification?.KMSMasterKeyId;
}
