import { RemovalPolicy } from 'aws-cdk-lib';
import {
  Deployment, IAuthorizer, IResource, RequestAuthorizer, RestApi, Stage, TokenAuthorizer, AuthorizationType, MockIntegration,
} from 'aws-cdk-lib/aws-apigateway';
import { IUserPool, UserPool } from 'aws-cdk-lib/aws-cognito';
import { AttributeType, ITable, Table, TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import { ISecurityGroup, IVpc, SecurityGroup, SubnetSelection, SubnetType, Vpc } from 'aws-cdk-lib/aws-ec2';
import { IKey, Key } from 'aws-cdk-lib/aws-kms';
import { Code, Function, Runtime } from 'aws-cdk-lib/aws-lambda';
import { ITopic, Topic } from 'aws-cdk-lib/aws-sns';
import { CfnWebACL } from 'aws-cdk-lib/aws-wafv2';
import { Construct } from 'constructs';
import { Described, DescribedAuthorization, DescribedTable, Place, Source } from './described';

/**
 * The user's own constructs next to a notes API. They have their own scope, so that none is mistaken for a part of the notes.
 */
export class Theirs extends Construct {
  /** The deployment that must include the notes. */
  public deployment?: Deployment;

  constructor(scope: Construct, id: string, private readonly place: Place) {
    super(scope, id);
  }

  public userPool(source: Source, index: number): IUserPool {
    return source === 'own' ? new UserPool(this, `Users${index}`) : UserPool.fromUserPoolId(this, `Users${index}`, `pool_${index}`);
  }

  public authorizer({ authorizer }: DescribedAuthorization & { kind: 'custom' }): IAuthorizer {
    if (authorizer === 'imported') {
      return { authorizerId: 'a1b2c3', authorizationType: AuthorizationType.CUSTOM };
    }
    const handler = new Function(this, 'Authorize', { runtime: Runtime.NODEJS_24_X, handler: 'index.handler', code: Code.fromInline('-') });
    return authorizer === 'token'
      ? new TokenAuthorizer(this, 'Token', { handler })
      : new RequestAuthorizer(this, 'Request', { handler, identitySources: ['method.request.header.Authorization'] });
  }

  public key(source: Source): IKey {
    return source === 'own' ? new Key(this, 'Key') : Key.fromKeyArn(this, 'Key', this.arn('kms', 'key/notes-key'));
  }

  public table(kind: DescribedTable): ITable {
    const key = {
      partitionKey: { name: 'PK', type: AttributeType.STRING },
      sortKey: { name: 'SK', type: AttributeType.STRING },
      timeToLiveAttribute: 'expiresAt',
    };
    const arn = this.arn('dynamodb', 'table/their-notes');
    const tables: Record<DescribedTable, () => ITable> = {
      'Table': () => new Table(this, 'Table', key),
      'Table with a key': () => new Table(this, 'Table', { ...key, encryptionKey: this.key('own') }),
      'TableV2': () => new TableV2(this, 'Table', { ...key, removalPolicy: RemovalPolicy.DESTROY }),
      'by name': () => Table.fromTableName(this, 'Table', 'their-notes'),
      'by ARN': () => TableV2.fromTableArn(this, 'Table', arn),
      'by ARN with a key': () => TableV2.fromTableAttributes(this, 'Table', { tableArn: arn, encryptionKey: this.key('imported') }),
    };
    return tables[kind]();
  }

  public vpc(source: Source): IVpc {
    if (source === 'imported') {
      return Vpc.fromVpcAttributes(this, 'Vpc', {
        vpcId: 'vpc-00000001',
        availabilityZones: ['a', 'b'],
        isolatedSubnetIds: ['subnet-00000001', 'subnet-00000002'],
        publicSubnetIds: ['subnet-00000003', 'subnet-00000004'],
      });
    }
    return new Vpc(this, 'Vpc', {
      maxAzs: 2,
      natGateways: 0,
      // With its feature flag on it is a custom resource.
      restrictDefaultSecurityGroup: false,
      subnetConfiguration: [
        { name: 'Isolated', subnetType: SubnetType.PRIVATE_ISOLATED },
        { name: 'Public', subnetType: SubnetType.PUBLIC },
      ],
    });
  }

  public subnets(vpc: IVpc, selection: Described['vpcSubnets']): SubnetSelection {
    const selections: Record<Described['vpcSubnets'], () => SubnetSelection> = {
      'by type': () => ({ subnetType: SubnetType.PRIVATE_ISOLATED }),
      'by name': () => ({ subnetGroupName: 'Isolated' }),
      'by list': () => ({ subnets: vpc.isolatedSubnets.slice(0, 1) }),
    };
    return selections[selection]();
  }

  public securityGroup(vpc: IVpc, source: Source, index: number): ISecurityGroup {
    const id = `SecurityGroup${index}`;
    return source === 'own' ? new SecurityGroup(this, id, { vpc }) : SecurityGroup.fromSecurityGroupId(this, id, `sg-0000000${index}`);
  }

  public topic(source: Source, index: number): ITopic {
    const id = `Topic${index}`;
    return source === 'own' ? new Topic(this, id) : Topic.fromTopicArn(this, id, this.arn('sns', `topic-${index}`));
  }

  public webAclArn(source: Source): string {
    return source === 'imported' ? this.arn('wafv2', 'regional/webacl/notes/a1b2c3d4') : new CfnWebACL(this, 'WebAcl', {
      scope: 'REGIONAL',
      defaultAction: { allow: {} },
      visibilityConfig: { cloudWatchMetricsEnabled: true, metricName: 'Notes', sampledRequestsEnabled: false },
    }).attrArn;
  }

  public resource({ api: kind, path }: Described['mountOn']): IResource {
    if (kind === 'imported') {
      // Another API for each: two notes APIs would collide on the same one.
      const attributes = { restApiId: `a1b2c3${this.node.id}`, rootResourceId: 'r1o2o3t4' };
      return RestApi.fromRestApiAttributes(this, 'Api', attributes).root.resourceForPath(path);
    }
    const api = new RestApi(this, 'Api', { cloudWatchRole: false, deploy: kind === 'deploys itself' });
    api.root.addResource('items').addMethod('GET', new MockIntegration());
    if (kind === 'deployed by hand') {
      this.deployment = new Deployment(this, 'Deployment', { api });
      api.deploymentStage = new Stage(this, 'Stage', { deployment: this.deployment, stageName: 'live' });
    }
    return api.root.resourceForPath(path);
  }

  /** The ARN of an existing resource in the environment of the stack. */
  private arn(service: string, resource: string): string {
    const { partition, region = 'eu-west-1', account = '444455556666' } = this.place;
    return `arn:${partition}:${service}:${region}:${account}:${resource}`;
  }
}
