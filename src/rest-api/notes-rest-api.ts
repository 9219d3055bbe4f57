import { Names, RemovalPolicy } from 'aws-cdk-lib';
import { EndpointType, RestApi, ThrottleSettings } from 'aws-cdk-lib/aws-apigateway';
import { CfnWebACLAssociation } from 'aws-cdk-lib/aws-wafv2';
import { Construct } from 'constructs';
import { accessLogs } from './access-logs';
import { DEFAULT_STAGE } from '../contract/stage';

export interface NotesRestApiProps {
  readonly throttle: ThrottleSettings;
  readonly webAclArn?: string;
  readonly accessLogs: boolean;
  readonly removalPolicy: RemovalPolicy;
}

/** The REST API without its methods. */
export function notesRestApi(scope: Construct, { throttle, webAclArn, ...props }: NotesRestApiProps): RestApi {
  const api = new RestApi(scope, 'Api', {
    // A label, not a physical id: without it, the metrics of two notes APIs would be one.
    restApiName: Names.uniqueResourceName(scope, { maxLength: 128, separator: '-' }),
    description: 'Notes API',
    endpointConfiguration: { types: [EndpointType.REGIONAL] },
    cloudWatchRole: false,
    deployOptions: {
      stageName: DEFAULT_STAGE,
      throttlingRateLimit: throttle.rateLimit,
      throttlingBurstLimit: throttle.burstLimit,
      cachingEnabled: false,
      ...props.accessLogs && accessLogs(scope, props.removalPolicy),
    },
  });
  // RestApi adds a stack output that its user did not ask for.
  api.node.tryRemoveChild('Endpoint');
  if (webAclArn !== undefined) {
    new CfnWebACLAssociation(api, 'WebAcl', { resourceArn: api.deploymentStage.stageArn, webAclArn });
  }
  return api;
}
