import {
  definitionsOf, differs, each, functionBehind, getAtt, isSigned, json, methods, mountPath, NotesTemplate, ofType, offered, operationOf,
  otherRoles, pathsOf, Properties, routesOf, statements, unless,
} from './notes-template';

/** The invariants of the methods, the stage and the responses of API Gateway. */
export const API_INVARIANTS = {
  'the methods are the routes of the operations that are offered, and preflights of their paths': (notes: NotesTemplate) => {
    const { props } = notes;
    const routes = routesOf(props).map(({ method, path }) => `${method} ${mountPath(props)}${path}`);
    const preflights = props.corsOrigins ? pathsOf(props).map((path) => `OPTIONS ${mountPath(props)}${path}`) : [];
    return differs(methods(notes).map(([route]) => route).sort(), [...routes, ...preflights].sort());
  },
  'every method has the authorization that is asked for': everyMethod(
    ({ AuthorizationType, AuthorizerId, AuthorizationScopes }, { props, id }) => {
      const { authorization = { kind: 'iam' } } = props;
      const expected = {
        iam: ['AWS_IAM', 'nothing', undefined],
        none: ['NONE', 'nothing', undefined],
        cognito: ['COGNITO_USER_POOLS', `{"Ref":"${id}Authorizer`, authorization.kind === 'cognito' ? authorization.scopes : undefined],
        custom: [
          'CUSTOM',
          authorization.kind === 'custom' && authorization.authorizer === 'imported' ? '"a1b2c3"' : `{"Ref":"Their${id}`,
          undefined,
        ],
      }[authorization.kind];
      return differs([AuthorizationType, json(AuthorizerId).slice(0, expected[1]?.length), AuthorizationScopes], expected);
    },
  ),
  'every method wants an API key when it is asked for': everyMethod(({ ApiKeyRequired = false }, { props }) =>
    differs(ApiKeyRequired, props.apiKeyRequired ?? false),
  ),
  'every preflight is open': (notes: NotesTemplate) =>
    methods(notes)
      .filter(([route]) => route.startsWith('OPTIONS '))
      .flatMap(([, { ApiKeyRequired, AuthorizationType, AuthorizerId }]) =>
        differs([ApiKeyRequired, AuthorizationType, AuthorizerId], [false, 'NONE', undefined]),
      ),
  'every preflight allows the further headers, and each header once': (notes: NotesTemplate) =>
    methods(notes)
      .filter(([route]) => route.startsWith('OPTIONS '))
      .flatMap(([, { Integration }]) => {
        const { IntegrationResponses } = Integration as { IntegrationResponses: { ResponseParameters: Record<string, string> }[] };
        const allowed = IntegrationResponses[0].ResponseParameters['method.response.header.Access-Control-Allow-Headers'].slice(1, -1).toLowerCase().split(',');
        return [
          ...differs(allowed.length, new Set(allowed).size),
          ...(notes.props.corsHeaders ?? []).flatMap((header) => unless(allowed.includes(header.toLowerCase()), header)),
        ];
      }),
  'a 401 of API Gateway names the scheme that is expected, where there is one': (notes: NotesTemplate) => {
    const { authorization } = notes.props;
    const challenge = authorization?.kind === 'cognito' ? 'Bearer' : authorization?.kind === 'custom' ? authorization.challenge : undefined;
    return ofType(notes, 'AWS::ApiGateway::GatewayResponse').flatMap(([, { ResponseParameters, ResponseType }]) => differs(
      (ResponseParameters as Properties)['gatewayresponse.header.WWW-Authenticate'],
      challenge !== undefined && ResponseType === 'UNAUTHORIZED' ? `'${challenge}'` : undefined,
    ));
  },
  'every method has the validator, which checks bodies and parameters': (notes: NotesTemplate) => {
    const [[id, { ValidateRequestBody, ValidateRequestParameters }]] = ofType(notes, 'AWS::ApiGateway::RequestValidator');
    return [
      ...differs([ValidateRequestBody, ValidateRequestParameters], [true, true]),
      ...everyMethod(({ RequestValidatorId }) => differs(RequestValidatorId, { Ref: id }))(notes),
    ];
  },
  'every method calls the function of its operation': everyMethod((method, notes, route) => {
    const [, lambda = {}] = ofType(notes, 'AWS::Lambda::Function').find(([id]) => id === functionBehind(method)) ?? [];
    const operation = operationOf(lambda);
    const routes = operation
      ? definitionsOf(notes.props)[operation].routes.map(({ method: verb, path }) => `${verb} ${mountPath(notes.props)}${path}`)
      : [];
    return unless(routes.includes(route), `${route} calls ${json(lambda.Handler)}`);
  }),
  'every method names the parameters of its path as required': everyMethod(({ RequestParameters }, _, route) =>
    differs(Object.entries(RequestParameters as object).filter(([, required]) => required).map(([name]) => name).sort(),
      [...route.matchAll(/\{(\w+)\}/g)].map(([, name]) => `method.request.path.${name}`).sort())),
  'every method has the role that invokes the functions': everyMethod(({ Integration }, notes) =>
    differs((Integration as Properties).Credentials, getAtt(otherRoles(notes)[0]?.[0], 'Arn'))),
  'the role of the methods invokes the functions and nothing else, and API Gateway alone may take it': (notes: NotesTemplate) => {
    const functions = ofType(notes, 'AWS::Lambda::Function').map(([id]) => id).sort().map((id) => getAtt(id, 'Arn'));
    const roles = otherRoles(notes).map(([, role]) => role);
    return [
      ...differs(
        roles.map(({ AssumeRolePolicyDocument }) => (AssumeRolePolicyDocument as { Statement: unknown }).Statement),
        [[{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'apigateway.amazonaws.com' } }]],
      ),
      ...differs(roles.map(statements), [
        [{ Effect: 'Allow', Action: 'lambda:InvokeFunction', Resource: functions.length > 1 ? functions : functions[0] }],
      ]),
    ];
  },
  'the deployment waits for every method': (notes: NotesTemplate) => {
    if (notes.props.mountOn?.api === 'imported') {
      return [];
    }
    const deployments = Object.entries(notes.template.Resources).filter(
      ([id, { Type }]) => Type === 'AWS::ApiGateway::Deployment' && id.startsWith(notes.props.mountOn ? `Their${notes.id}` : notes.id),
    );
    return [
      ...differs(deployments.length, 1),
      ...deployments.flatMap(([, { DependsOn = [] }]) => methods(notes).map(([, , id]) => id).filter((id) => !DependsOn.includes(id))),
    ];
  },
  'the stage limits requests as it is asked to, and caches none': each(
    'AWS::ApiGateway::Stage',
    ({ CacheClusterEnabled, MethodSettings }, { props }) =>
      differs(
        [CacheClusterEnabled, MethodSettings],
        [
          undefined,
          [
            {
              CachingEnabled: false,
              DataTraceEnabled: false,
              HttpMethod: '*',
              ResourcePath: '/*',
              ThrottlingBurstLimit: props.throttle?.burstLimit ?? 200,
              ThrottlingRateLimit: props.throttle?.rateLimit ?? 100,
            },
          ],
        ],
      ),
  ),
  'the stage writes access logs when it is asked to, without user, address and content': each(
    'AWS::ApiGateway::Stage',
    ({ AccessLogSetting }, { props }) => [
      ...differs(AccessLogSetting !== undefined, props.accessLogs === true),
      ...unless(!/identity|authorizer|\$context\.path|message|querystring|body/i.test(json(AccessLogSetting)), json(AccessLogSetting)),
    ],
  ),
  'the stage passes requests through the web ACL': each('AWS::WAFv2::WebACLAssociation', ({ ResourceArn, WebACLArn }, notes) => [
    ...unless(json(ResourceArn).includes(`{"Ref":"${ofType(notes, 'AWS::ApiGateway::Stage')[0][0]}"}`), json(ResourceArn)),
    ...unless(/^"arn:[\w-]+:wafv2:|"Fn::GetAtt":\["Their/.test(json(WebACLArn)), json(WebACLArn)),
  ]),
  'every gateway response is a problem document with a request id': each(
    'AWS::ApiGateway::GatewayResponse',
    ({ ResponseParameters, ResponseTemplates }) => [
      ...unless(
        /application\/problem\+json/.test(json(ResponseParameters)) && /context\.requestId/.test(json(ResponseParameters)),
        json(ResponseParameters),
      ),
      ...unless(json(ResponseTemplates).includes('$context.requestId'), json(ResponseTemplates)),
    ],
  ),
  'every gateway response lets pages read it when there are origins, and only then': each(
    'AWS::ApiGateway::GatewayResponse',
    ({ ResponseParameters }, { props }) => {
      const { corsOrigins: [first, ...others] = [] } = props;
      const origin = new Set(others.filter((other) => other !== first)).size > 0 ? '*' : first;
      return differs((ResponseParameters as Properties)['gatewayresponse.header.Access-Control-Allow-Origin'], origin && `'${origin}'`);
    },
  ),
  'nothing of an API that the notes are mounted on is theirs': (notes: NotesTemplate) =>
    notes.props.mountOn
      ? ['RestApi', 'Deployment', 'Stage', 'Account'].flatMap((type) => ofType(notes, `AWS::ApiGateway::${type}`).map(([id]) => id))
      : [],
  'functions know who calls when the authorization tells': each('AWS::Lambda::Function', ({ Environment }, { props }) => {
    const { authorization = { kind: 'iam' } } = props;
    const callerId = {
      iam: undefined,
      none: undefined,
      cognito: ['claims', authorization.kind === 'cognito' ? authorization.userIdClaim ?? 'sub' : ''],
      custom: [authorization.kind === 'custom' ? authorization.userIdContextKey : ''],
    }[authorization.kind];
    const { CALLER_ID, SIGNED_CALLERS } = (Environment as { Variables: Properties }).Variables;
    return differs([CALLER_ID, SIGNED_CALLERS], [callerId && JSON.stringify(callerId), isSigned(props) ? 'true' : undefined]);
  }),
  'each operation that is offered has one function': (notes: NotesTemplate) =>
    differs(
      ofType(notes, 'AWS::Lambda::Function')
        .map(([, { Handler }]) => Handler)
        .sort(),
      offered(notes.props)
        .map(({ handler }) => `index.${handler}`)
        .sort(),
    ),
};

/** The violations of an invariant, for each method except preflights. */
function everyMethod(broken: (method: Properties, notes: NotesTemplate, route: string) => string[]) {
  return (notes: NotesTemplate): string[] => methods(notes).filter(([route]) => !route.startsWith('OPTIONS '))
    .flatMap(([route, method]) => broken(method, notes, route).map((fault) => `${route}: ${fault}`));
}
