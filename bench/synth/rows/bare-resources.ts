import { Names, Stack } from 'aws-cdk-lib';
import { CfnRestApi } from 'aws-cdk-lib/aws-apigateway';
import { Asset } from 'aws-cdk-lib/aws-s3-assets';
import { deploy } from './bare/deployment';
import { bareFunction } from './bare/function';
import { gatewayResponses } from './bare/gateway-responses';
import { methods } from './bare/methods';
import { bareTable } from './bare/table';
import { Sources } from './row';
import { SERVICE } from './service';

/** The lower limit with the CDK: the same resources one by one, with code that is already bundled. */
export function bareResources(stack: Stack, { bundle }: Sources): void {
  const table = bareTable(stack);
  const code = new Asset(stack, 'Code', { path: bundle });
  const functions = SERVICE.map((operation) => ({ ...operation, lambda: bareFunction(stack, operation, table, code) }));
  const api = new CfnRestApi(stack, 'Api', {
    name: Names.uniqueResourceName(stack, { maxLength: 128, separator: '-' }),
    description: 'Notes API',
    endpointConfiguration: { types: ['REGIONAL'] },
  });
  deploy(stack, api, [...methods(stack, api, functions), ...gatewayResponses(stack, api)]);
}
