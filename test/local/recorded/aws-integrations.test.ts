import { AttributeType, Table } from 'aws-cdk-lib/aws-dynamodb';
import { recordedApi, RecordedRoute, RecordedStack } from './recorded-api';

const FAULT = { status: 500, text: '{"message":"Internal server error"}' };

describe('test_lambda_aws_integration', () => {
  const api = recordedApi((stack) => {
    stack.addFunction('Echo', 'return event');
    const integration = { type: 'AWS', ...stack.invoking('Echo'), integrationResponses: [{ statusCode: '200' }] };
    stack.addApi([
      { path: '/test', method: 'POST', integration },
      { path: '/template', integration: { ...integration, requestTemplates: { 'application/json': '{"param1": "$input.params(\'param1\')"}' } } },
      { path: '/wait/{seconds}', integration: { ...integration, requestParameters: { 'integration.request.header.X-Amz-Invocation-Type': "'Event'" } } },
    ]);
  });

  test.each([
    ['lambda-aws-integration', 'POST', '/test', '{"message": "hello world"}', { message: 'hello world' }],
    ['with_request_template: lambda-aws-integration-1', 'GET', '/template?param1=foobar', undefined, { param1: 'foobar' }],
    ['with_request_template: lambda-aws-integration-2', 'GET', '/template?param1=foobar&Signature=1', undefined, { param1: 'foobar' }],
    ['test_apigateway_header_remapping_aws[AWS]: no-param-integration', 'POST', '/test', undefined, {}],
  ])('%s', async (_recorded, method, path, body, event) => {
    expect(await api.send(method, path, {}, body)).toMatchObject({ status: 200, json: event });
  });

  test('test_api_gateway_lambda_asynchronous_invocation', async () => {
    expect(await api.send('GET', '/wait/3')).toMatchObject({ status: 200, text: '' });
  });
});

describe('test_lambda_selection_patterns', () => {
  const api = recordedApi((stack) => {
    stack.addFunction('Selecting', `
      if (event.statusCode === "400") throw new Error("Error: Raising four hundred from within the Lambda function");
      if (event.statusCode === "500") throw new Error("Error: Raising five hundred from within the Lambda function");
      return "Pass"`);
    stack.addApi([{
      path: '/{statusCode}',
      integration: {
        type: 'AWS',
        ...stack.invoking('Selecting'),
        requestTemplates: { 'application/json': '{"statusCode": "$input.params(\'statusCode\')"}' },
        integrationResponses: [
          { statusCode: '200', selectionPattern: '' },
          { statusCode: '405', selectionPattern: '.*four hundred.*' },
          { statusCode: '502', selectionPattern: '.+' },
          { statusCode: '504', selectionPattern: '200' },
        ],
      },
      responses: ['200', '405', '502'].map((statusCode) => ({ statusCode })),
    }]);
  });

  test.each([
    ['lambda-selection-pattern-200', '/200', 200, 'Pass'],
    ['lambda-selection-pattern-400', '/400', 405, { errorMessage: 'Error: Raising four hundred from within the Lambda function' }],
    ['lambda-selection-pattern-500', '/500', 502, { errorMessage: 'Error: Raising five hundred from within the Lambda function' }],
  ])('%s', async (_recorded, path, status, body) => {
    const answer = await api.send('GET', path);
    expect([answer.status, answer.json]).toEqual([status, typeof body === 'string' ? body : expect.objectContaining(body)]);
  });
});

describe('test_lambda_aws_integration_response_with_mapping_templates', () => {
  const parameters = (name: string) => `"${name}": {"parameterMap": {\n#foreach($paramName in $${name}.keySet())\n`
    + `"$paramName": "$util.escapeJavaScript($${name}.get($paramName))"#if($foreach.hasNext),#end\n#end\n}},`;
  const api = recordedApi((stack) => {
    stack.addFunction('Mapping', 'return { statusCode: 200, body: Number(event.body.httpStatus) >= 400 ? "customerror" : "noerror" }');
    stack.addApi([{
      path: '/test',
      method: 'POST',
      integration: {
        type: 'AWS',
        ...stack.invoking('Mapping'),
        requestTemplates: {
          'application/json': '#set($allParams = $input.params())\n#set($jsonBody = $input.json(\'$\'))\n#set($path = $allParams.get(\'path\'))\n'
            + '#set($querystring = $allParams.get(\'querystring\'))\n#set($header = $allParams.get(\'header\'))\n#set($stage = $context.stage)\n{\n'
            + '"apiContext": {"apiId": "$context.apiId", "sourceIp": "$context.identity.sourceIp", "path": "$context.path", "stage": "$stage"},\n'
            + `${['path', 'querystring', 'header'].map(parameters).join('\n')}\n"body": $jsonBody\n}`,
        },
        integrationResponses: [{
          statusCode: '200',
          selectionPattern: '',
          responseTemplates: {
            'application/json': '#set($inputRoot = $input.path(\'$\'))\n$input.json("$")\n#if($inputRoot.toString().contains("customerror"))\n'
              + '#set($context.responseOverride.status = 400)\n#else\n#set($context.responseOverride.status = 202)\n#end\n',
          },
        }],
      },
      responses: [{ statusCode: '200' }, { statusCode: '400' }],
    }]);
  });

  test.each([
    ['response-template-202', { httpStatus: '200' }, 202, 'noerror'],
    ['response-template-400', { httpStatus: '400', errorMessage: 'Test Bad request' }, 400, 'customerror'],
  ])('%s', async (_recorded, sent, status, body) => {
    const answer = await api.send('POST', '/test', { 'content-type': 'application/json', 'user-agent': 'a "test"' }, JSON.stringify(sent));
    expect([answer.status, answer.json]).toEqual([status, { statusCode: 200, body }]);
  });
});

describe('test_apigateway_header_remapping_aws', () => {
  const RESERVED = ['content-length', 'transfer-encoding', 'authorization', 'connection', 'expect', 'proxy-authenticate', 'te'];
  const api = recordedApi((stack) => {
    stack.addFunction('Answering', 'return { statusCode: 200, body: JSON.stringify(event) }');
    stack.addApi(['AWS', 'AWS_PROXY'].flatMap((type) => RESERVED.map((name): RecordedRoute => ({
      path: `/${type}/${name}`,
      integration: {
        type,
        ...stack.invoking('Answering'),
        requestParameters: { [`integration.request.header.${name}`]: "'value'" },
        integrationResponses: [{ statusCode: '200' }],
      },
    }))));
  });

  test.each(['AWS', 'AWS_PROXY'].flatMap((type) => RESERVED.map((name) => [type, name])))('[%s]: %s', async (type, name) => {
    const answer = await api.send('GET', `/${type}/${name}`);
    expect(answer).toMatchObject(FAULT);
    expect(answer.headers['x-amzn-errortype']).toBe('InternalServerErrorException');
    expect(answer.headers['x-amzn-trace-id']).toBeUndefined();
  });
});

describe('test_apigw_stage_variables', () => {
  const define = (stageName: string, name: string) => recordedApi((stack) => {
    stack.addFunction('Echo', 'return event');
    stack.addApi([{
      path: '/test',
      method: 'POST',
      integration: {
        type: 'AWS',
        ...stack.invoking(name),
        requestTemplates: { 'application/json': '{ "version": "$stageVariables.version" }' },
        integrationResponses: [{ statusCode: '200' }],
      },
    }], { stage: stageName, variables: { lambdaFunction: 'Echo', version: '1.0' } });
  });
  const apis = { local: define('local', 'Echo'), dev: define('dev', '${stageVariables.lambdaFunction}') };

  test.each(['local', 'dev'] as const)('[%s]', async (stage) => {
    expect(await apis[stage].send('POST', '/test', { 'content-type': 'application/json' }, '{"test": "test"}')).toMatchObject({ status: 200, json: { version: '1.0' } });
  });
});

describe('test_rest_api_to_dynamodb_integration', () => {
  const action = (stack: RecordedStack, table: Table, name: string, request: object): RecordedRoute => ({
    path: `/${name}`,
    method: 'POST',
    integration: {
      type: 'AWS',
      integrationHttpMethod: 'POST',
      uri: `arn:aws:apigateway:${stack.region}:dynamodb:action/${name}`,
      credentials: stack.gatewayRole.roleArn,
      requestTemplates: { 'application/json': JSON.stringify({ TableName: table.tableName, ...request }) },
      integrationResponses: [{ statusCode: '200' }, { statusCode: '400', selectionPattern: '4\\d{2}' }],
    },
    responses: [{ statusCode: '200' }, { statusCode: '400' }],
  });
  const api = recordedApi((stack) => {
    const table = new Table(stack, 'Table', { partitionKey: { name: 'id', type: AttributeType.STRING } });
    table.grant(stack.gatewayRole, 'dynamodb:PutItem', 'dynamodb:Query', 'dynamodb:Scan');
    stack.addApi([
      action(stack, table, 'PutItem', { Item: { id: { S: "$input.params('id')" } } }),
      action(stack, table, 'Query', { KeyConditionExpression: 'id = :id', ExpressionAttributeValues: { ':id': { S: "$input.params('id')" } } }),
      action(stack, table, 'Scan', {}),
      action(stack, table, 'DeleteItem', { Key: { id: { S: 'test' } } }),
    ]);
  });
  const item = (id: string) => ({ id: { S: id } });

  beforeAll(async () => {
    for (const id of ['test', 'test2', 'test%203']) {
      await api.send('POST', `/PutItem?id=${id}`);
    }
  });

  test.each(['test', 'test2', 'test 3'])('[Query]: result-%s', async (id) => {
    const { headers, json, status } = await api.send('POST', `/Query?id=${encodeURIComponent(id)}`);
    expect([status, json]).toEqual([200, { Count: 1, Items: [item(id)], ScannedCount: 1 }]);
    expect(headers).toMatchObject({ 'content-type': 'application/json', 'x-amzn-trace-id': expect.any(String) });
  });

  test('[Query]: result-invalid', async () => {
    expect((await api.send('POST', '/Query?id=test-invalid')).json).toEqual({ Count: 0, Items: [], ScannedCount: 0 });
  });

  test('[Scan]: result-scan', async () => {
    const { json } = await api.send('POST', '/Scan?id=None');
    expect(json.Items.map(({ id }: { id: { S: string } }) => id.S).sort()).toEqual(['test', 'test 3', 'test2']);
  });

  test('[PutItem]: result-put-item', async () => {
    const { headers, json, status } = await api.send('POST', '/PutItem?id=test-new');
    expect([status, json, headers['content-type']]).toEqual([200, {}, 'application/json']);
    expect((await api.send('POST', '/Scan')).json.Count).toBe(4);
  });

  test('an action that the role is not granted is an answer of 400, which an integration response can select', async () => {
    const { json, status } = await api.send('POST', '/DeleteItem');
    expect(status).toBe(400);
    expect(json).toMatchObject({ __type: expect.stringContaining('AccessDeniedException'), Message: expect.stringContaining('BackplaneAssumeRoleSession') });
  });
});
