import { Names, RemovalPolicy, Token } from 'aws-cdk-lib';
import { EndpointType, RestApi, ThrottleSettings } from 'aws-cdk-lib/aws-apigateway';
import { CfnWebACLAssociation } from 'aws-cdk-lib/aws-wafv2';
import { Construct } from 'constructs';
import { accessLogs } from './access-logs';
import { DEFAULT_THROTTLE } from './default-throttle';
import { deployOwn } from './deployment';
import { checkNames } from '../cdk/checked-names';
import { matches, shown } from '../cdk/checked-values';
import { DEFAULT_STAGE } from '../contract/stage';

export interface NotesRestApiProps {
  readonly throttle: ThrottleSettings;
  readonly webAclArn?: string;
  readonly accessLogs: boolean;
  readonly removalPolicy: RemovalPolicy;
}

/** The REST API without its methods. */
export function notesRestApi(scope: Construct, { throttle, webAclArn, ...props }: NotesRestApiProps): RestApi {
  const logging = props.accessLogs ? accessLogs(scope, props.removalPolicy) : undefined;
  const api = new RestApi(scope, 'Api', {
    // A label, not a physical id. Unique, because metrics of APIs with the same name are merged.
    restApiName: Names.uniqueResourceName(scope, { maxLength: 128, separator: '-' }),
    description: 'Notes API',
    endpointConfiguration: { types: [EndpointType.REGIONAL] },
    cloudWatchRole: false,
    deployOptions: {
      stageName: DEFAULT_STAGE,
      throttlingRateLimit: throttle.rateLimit,
      throttlingBurstLimit: throttle.burstLimit,
      cachingEnabled: false,
      ...logging,
    },
  });
  checkInjected(api);
  deployOwn(api);
  // RestApi adds an unwanted stack output.
  api.node.tryRemoveChild('Endpoint');
  if (webAclArn !== undefined) {
    new CfnWebACLAssociation(api, 'WebAcl', { resourceArn: api.deploymentStage.stageArn, webAclArn });
  }
  return api;
}

/** Refuses props of a property injector that the notes cannot work with. */
function checkInjected({ latestDeployment, root }: RestApi): void {
  if (!latestDeployment) {
    throw new Error('a property injector of the app sets "deploy: false" on RestApi, and the notes API requires a stage: '
      + 'have the injector skip this API, or create your own API and pass one of its resources as "mountOn"');
  }
  if (root.defaultMethodOptions?.authorizer) {
    throw new Error('a property injector of the app sets an authorizer in "defaultMethodOptions" of RestApi, and "authorization" decides who may call the notes API: '
      + 'have the injector skip this API');
  }
}

/** Both limits of the stage. */
export function checkedThrottle(throttle: ThrottleSettings = {}): Required<ThrottleSettings> {
  checkNames<ThrottleSettings>('throttle.', throttle, { rateLimit: true, burstLimit: true });
  const { rateLimit = DEFAULT_THROTTLE.rateLimit, burstLimit = DEFAULT_THROTTLE.burstLimit } = throttle;
  const remedy = `leave it out for the default of ${DEFAULT_THROTTLE.rateLimit} requests per second and ${DEFAULT_THROTTLE.burstLimit} at once`;
  if (!Token.isUnresolved(rateLimit) && !(Number.isFinite(rateLimit) && rateLimit > 0)) {
    throw new Error(`"throttle.rateLimit" is ${shown(rateLimit)}: ${remedy}, or use a number greater than 0`);
  }
  if (!Token.isUnresolved(burstLimit) && !(Number.isInteger(burstLimit) && burstLimit > 0)) {
    throw new Error(`"throttle.burstLimit" is ${shown(burstLimit)}: ${remedy}, or use a whole number greater than 0`);
  }
  return { rateLimit, burstLimit };
}

export function checkedWebAclArn(arn?: string): string | undefined {
  if (arn !== undefined && !Token.isUnresolved(arn) && !matches(arn, /^arn:[\w-]+:wafv2:[\w-]+:\d{12}:regional\/webacl\/[^/]+\/[^/]+$/)) {
    throw new Error(
      `"webAclArn" is ${shown(arn)}: use the ARN of a regional web ACL of AWS WAF, such as "attrArn" of a CfnWebACL with the scope REGIONAL`,
    );
  }
  return arn;
}
