import { join } from 'node:path';
import { Stack } from 'aws-cdk-lib';
import { AuthorizationType, LambdaIntegration, RestApi } from 'aws-cdk-lib/aws-apigateway';
import { AttributeType, BillingMode, Table } from 'aws-cdk-lib/aws-dynamodb';
import { NodejsFunction } from 'aws-cdk-lib/aws-lambda-nodejs';
import { Sources } from './row';
import { SERVICE } from './service';

/** The way of the CDK's own guides: L2 constructs, and functions that are bundled at synthesis. */
export function nodejsFunctions(stack: Stack, { handlers }: Sources): void {
  const table = new Table(stack, 'Table', {
    partitionKey: { name: 'PK', type: AttributeType.STRING },
    sortKey: { name: 'SK', type: AttributeType.STRING },
    billingMode: BillingMode.PAY_PER_REQUEST,
    pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
  });
  const api = new RestApi(stack, 'Api', { defaultMethodOptions: { authorizationType: AuthorizationType.IAM } });
  for (const { handler, file, action, routes } of SERVICE) {
    const lambda = new NodejsFunction(stack, handler, { entry: join(handlers, file), environment: { TABLE_NAME: table.tableName } });
    table.grant(lambda, action);
    const integration = new LambdaIntegration(lambda);
    for (const { method, path } of routes) {
      api.root.resourceForPath(path).addMethod(method, integration);
    }
  }
}
