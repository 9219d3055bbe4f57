import { Names } from 'aws-cdk-lib';
import { EndpointType, RestApi } from 'aws-cdk-lib/aws-apigateway';
import { Construct } from 'constructs';

export const DEFAULT_STAGE = 'prod';

/** The REST API without its methods. */
export function notesRestApi(scope: Construct): RestApi {
  const api = new RestApi(scope, 'Api', {
    // A label, not a physical id: without it, the metrics of two notes APIs would be one.
    restApiName: Names.uniqueResourceName(scope, { maxLength: 128, separator: '-' }),
    description: 'Notes API',
    endpointConfiguration: { types: [EndpointType.REGIONAL] },
    cloudWatchRole: false,
    deployOptions: { stageName: DEFAULT_STAGE },
  });
  // RestApi adds a stack output that its user did not ask for.
  api.node.tryRemoveChild('Endpoint');
  return api;
}
