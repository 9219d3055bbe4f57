import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, CfnOutput, Duration, Stack, StackProps } from 'aws-cdk-lib';
import * as apigateway from 'aws-cdk-lib/aws-apigateway';
import * as cognito from 'aws-cdk-lib/aws-cognito';
import { AttributeType, TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import { ApplicationLogLevel, Code, Function, FunctionProps, LayerVersion, LoggingFormat, Runtime } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';

process.env.CDK_VALIDATION = 'false';

const FUNCTIONS = join(__dirname, 'functions');

/** A shop: an app that the stack under test has no special code for. */
export class ShopStack extends Stack {
  constructor(scope: Construct, id: string, props?: StackProps) {
    super(scope, id, props);

    const table = new TableV2(this, 'Orders', {
      partitionKey: { name: 'id', type: AttributeType.STRING },
      timeToLiveAttribute: 'expires',
      globalSecondaryIndexes: [{ indexName: 'byOwner', partitionKey: { name: 'owner', type: AttributeType.STRING } }],
    });
    const orders = this.function('OrdersFunction', {
      code: Code.fromAsset(join(FUNCTIONS, 'orders')),
      environment: { TABLE_NAME: table.tableName },
    });
    table.grant(orders, 'dynamodb:GetItem', 'dynamodb:PutItem');
    const behaviour = this.function('Behaviour', {
      code: Code.fromInline(readFileSync(join(FUNCTIONS, 'behaviour.js'), 'utf8')),
      environment: { SHOP: 'open' },
      memorySize: 256,
      timeout: Duration.seconds(1),
    });
    const single = this.function('Single', {
      code: Code.fromInline(inline("(console.info('quiet'), console.warn('loud'), { statusCode: 200, body: String(process.pid) })")),
      reservedConcurrentExecutions: 1,
      loggingFormat: LoggingFormat.JSON,
      applicationLogLevelV2: ApplicationLogLevel.WARN,
    });
    const alone = this.function('Alone', {
      code: Code.fromInline(readFileSync(join(FUNCTIONS, 'behaviour.js'), 'utf8')),
      environment: {
        LANG: 'de_CH.UTF-8',
        TZ: 'Europe/Zurich',
        AWS_ENDPOINT_URL_DYNAMODB: 'http://192.0.2.1',
        AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: 'true',
        AWS_USE_FIPS_ENDPOINT: 'true',
      },
      reservedConcurrentExecutions: 1,
    });
    const stopped = this.function('Stopped', {
      code: Code.fromInline('exports.handler = () => undefined;'),
      reservedConcurrentExecutions: 0,
    });
    const module = this.function('Module', {
      code: Code.fromInline('export const handler = async () => ({ statusCode: 200, body: "from a module" });'),
    });
    const streaming = this.function('Streaming', {
      code: Code.fromInline(
        'exports.handler = awslambda.streamifyResponse(async (event, stream) => { stream.write("streamed"); stream.end(); });',
      ),
    });
    const slow = this.function('Slow', {
      code: Code.fromInline('exports.handler = () => new Promise((done) => setTimeout(done, 5000));'),
      layers: [LayerVersion.fromLayerVersionArn(this, 'Layer', 'arn:aws:lambda:us-east-1:123456789012:layer:tools:1')],
      timeout: Duration.seconds(20),
    });
    const busy = this.function('Busy', {
      code: Code.fromInline(
        'exports.handler = async () => { for (const end = Date.now() + 6500; Date.now() < end;); return { statusCode: 204 }; };',
      ),
      timeout: Duration.seconds(20),
    });
    const broken = this.function('Broken', { code: Code.fromInline('exports.handler = (') });
    const handlerless = this.function('Handlerless', { code: Code.fromInline('exports.other = 1;') });

    const api = new apigateway.RestApi(this, 'Shop', {
      description: 'Shop API',
      binaryMediaTypes: ['image/png'],
      cloudWatchRole: false,
      deployOptions: {
        variables: { season: 'winter' },
        methodOptions: {
          '/limited/{id}/GET': { throttlingRateLimit: 1, throttlingBurstLimit: 2 },
          '/guarded/PATCH': { throttlingBurstLimit: 0 },
        },
      },
    });
    behaviour.addEnvironment('SHOP_NAME', Stack.of(this).stackName);

    const order = api.root.addResource('orders').addResource('{id}', {
      defaultCorsPreflightOptions: { allowOrigins: ['https://a.example', 'https://b.example'], allowMethods: ['GET', 'PUT'] },
    });
    order.addMethod('GET', new apigateway.LambdaIntegration(orders));
    order.addMethod('PUT', new apigateway.LambdaIntegration(orders), {
      requestModels: { 'application/json': new apigateway.Model(this, 'OrderModel', { restApi: api, schema: orderSchema }) },
      requestParameters: { 'method.request.querystring.confirm': true, 'method.request.header.X-Shop': false },
      requestValidatorOptions: { validateRequestBody: true, validateRequestParameters: true },
    });
    const integration = new apigateway.LambdaIntegration(behaviour);
    api.root.addResource('do').addResource('{behaviour}').addMethod('ANY', integration);
    api.root.addResource('slow').addMethod('GET', new apigateway.LambdaIntegration(slow, { timeout: Duration.millis(50) }));
    api.root.addResource('single').addMethod('GET', new apigateway.LambdaIntegration(single));
    api.root.addResource('alone').addResource('{behaviour}').addMethod('GET', new apigateway.LambdaIntegration(alone));
    api.root.addResource('stopped').addMethod('GET', new apigateway.LambdaIntegration(stopped));
    api.root.addResource('module').addMethod('GET', new apigateway.LambdaIntegration(module));
    api.root.addResource('streaming').addMethod('GET', new apigateway.LambdaIntegration(streaming));
    api.root.addResource('busy').addMethod('GET', new apigateway.LambdaIntegration(busy));
    api.root.addResource('broken').addMethod('GET', new apigateway.LambdaIntegration(broken));
    api.root.addResource('handlerless').addMethod('GET', new apigateway.LambdaIntegration(handlerless));
    api.root.addResource('status').addMethod('GET', new apigateway.MockIntegration({
      requestTemplates: { 'application/json': '{"statusCode": $input.params("code")}' },
      integrationResponses: [
        { statusCode: '200', responseTemplates: { 'application/json': '{"stage":"$context.stage","season":"$stageVariables.season"}' } },
        { statusCode: '418', selectionPattern: '4\\d\\d', responseParameters: { 'method.response.header.X-Pot': "'tea'" } },
      ],
    }), { methodResponses: [{ statusCode: '200' }, { statusCode: '418', responseParameters: { 'method.response.header.X-Pot': true } }] });
    const limited = api.root.addResource('limited').addResource('{id}');
    for (const method of ['GET', 'DELETE']) {
      limited.addMethod(method, new apigateway.LambdaIntegration(module));
    }
    const files = api.root.addResource('files');
    files.addResource('{behaviour}').addResource('{proxy+}').addMethod('ANY', integration);
    files.addResource('sealed').addResource('{proxy+}').addMethod('GET', integration, {
      authorizationType: apigateway.AuthorizationType.IAM,
    });
    files.addResource('special').addResource('echo').addMethod('GET', new apigateway.LambdaIntegration(single));

    const guarded = api.root.addResource('guarded');
    const pool = new cognito.UserPool(this, 'Pool');
    guarded.addMethod('GET', integration, { authorizationType: apigateway.AuthorizationType.IAM });
    guarded.addMethod('PATCH', integration, { authorizationType: apigateway.AuthorizationType.IAM });
    guarded.addMethod('PUT', integration, { apiKeyRequired: true });
    guarded.addMethod('POST', integration, {
      authorizer: new apigateway.CognitoUserPoolsAuthorizer(this, 'PoolAuthorizer', { cognitoUserPools: [pool] }),
    });
    guarded.addMethod('DELETE', integration, {
      authorizer: new apigateway.TokenAuthorizer(this, 'TokenAuthorizer', { handler: behaviour }),
    });

    api.addGatewayResponse('BadBody', {
      type: apigateway.ResponseType.BAD_REQUEST_BODY,
      statusCode: '422',
      responseHeaders: {
        'X-Literal': "'fixed'",
        'X-Mapped': 'context.requestId',
        'X-Origin': 'method.request.header.Origin',
        'X-Season': 'method.request.querystring.season',
      },
      templates: {
        'application/problem+json':
          '{"why":"$context.error.validationErrorString","type":"$context.error.responseType","path":"${context.resourcePath}"}',
      },
    });
    api.addGatewayResponse('Unauthorized', {
      type: apigateway.ResponseType.UNAUTHORIZED,
      responseHeaders: { 'Content-Type': "'text/json'" },
    });
    api.addGatewayResponse('Default4xx', {
      type: apigateway.ResponseType.DEFAULT_4XX,
      responseHeaders: { 'Access-Control-Allow-Origin': "'*'" },
    });
    api.addGatewayResponse('Default5xx', { type: apigateway.ResponseType.DEFAULT_5XX, responseHeaders: { 'Retry-After': "'1'" } });

    new CfnOutput(this, 'Try', { value: `curl -i ${api.url}do/echo` });
    new CfnOutput(this, 'Table', { value: table.tableName, description: 'The orders', exportName: 'orders-table' });
    new CfnOutput(this, 'PoolName', { value: pool.userPoolProviderName });
  }

  private function(id: string, props: Partial<FunctionProps> & { code: Code }): Function {
    return new Function(this, id, { runtime: Runtime.NODEJS_22_X, handler: 'index.handler', timeout: Duration.seconds(15), ...props });
  }
}

const orderSchema: apigateway.JsonSchema = {
  schema: apigateway.JsonSchemaVersion.DRAFT4,
  type: apigateway.JsonSchemaType.OBJECT,
  required: ['item'],
  properties: {
    item: { type: apigateway.JsonSchemaType.STRING, minLength: 1 },
    // Only draft 4 has a boolean exclusiveMinimum; later drafts refuse it.
    count: { type: apigateway.JsonSchemaType.INTEGER, minimum: 0, exclusiveMinimum: true },
  },
};

export function inline(result: string): string {
  return `exports.handler = async (event) => (${result});`;
}

/** Synthesises an app into a folder of its own. */
export function synthesize(define: (app: App) => void): string {
  const app = new App({ outdir: mkdtempSync(join(tmpdir(), 'local-test-')), analyticsReporting: false });
  define(app);
  return app.synth().directory;
}
