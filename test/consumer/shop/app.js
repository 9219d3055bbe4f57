'use strict';

const { App, CfnOutput, Stack } = require('aws-cdk-lib');
const { LambdaIntegration, RestApi } = require('aws-cdk-lib/aws-apigateway');
const { AttributeType, TableV2 } = require('aws-cdk-lib/aws-dynamodb');
const { Code, Function, Runtime } = require('aws-cdk-lib/aws-lambda');

const stack = new Stack(new App(), 'Shop');
const table = new TableV2(stack, 'Orders', { partitionKey: { name: 'id', type: AttributeType.STRING } });
const handler = new Function(stack, 'Handler', {
  runtime: Runtime.NODEJS_24_X,
  handler: 'index.handler',
  code: Code.fromAsset(`${__dirname}/handler`),
  environment: { TABLE: table.tableName },
});
table.grantReadWriteData(handler);
const api = new RestApi(stack, 'Api');
const orders = api.root.addResource('orders');
orders.addMethod('POST', new LambdaIntegration(handler));
orders.addResource('{id}').addMethod('GET', new LambdaIntegration(handler));
new CfnOutput(stack, 'OrdersUrl', { value: api.urlForPath('/orders') });
console.log('synthesised with', stack.node.tryGetContext('greeting'));
