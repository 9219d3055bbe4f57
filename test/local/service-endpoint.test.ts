import { InvokeUrls } from '../../local/cloudformation/invoke-urls';
import { Stack } from '../../local/cloudformation/stack';
import { AccessKeys } from '../../local/iam/access-keys';
import { CallerIdentity } from '../../local/iam/caller-identity';
import { TemporaryCredentials } from '../../local/iam/credentials';
import { RoleSession } from '../../local/iam/role-session';
import { Signer } from '../../local/iam/signer';
import { Lifetime } from '../../local/machine/lifetime';
import { ServiceEndpoint } from '../../local/service-endpoint/service-endpoint';
import { ParameterStore } from '../../local/ssm/parameter-store';
import { Parameters } from '../../local/ssm/parameters';
import { call } from '../http';

const ACCOUNT = '111122223333';
const parameter = (Name: string, Value: unknown) => ({ Type: 'AWS::SSM::Parameter', Properties: { Name, Type: 'String', Value } });
const stacks = Stack.all([{
  name: 'Shop',
  account: ACCOUNT,
  region: 'eu-west-1',
  template: {
    Resources: {
      Colour: parameter('/shop/colour', { 'Fn::Sub': 'blue in ${AWS::Region}' }),
      Size: parameter('/shop/size', '7'),
      Deep: parameter('/shop/deep/down', 'd'),
      Secret: parameter('secret', 's'),
    },
  },
  warnings: [],
  errors: [],
  assets: new Map(),
}], new InvokeUrls());

const accessKeys = new AccessKeys();
const role = {
  arn: `arn:aws:iam::${ACCOUNT}:role/reader`,
  name: 'reader',
  identityPolicies: [{ Effect: 'Allow', Action: 'ssm:Get*', Resource: `arn:aws:ssm:eu-west-1:${ACCOUNT}:parameter/shop*` }],
};
const session = new RoleSession(role, 'read', { logicalId: 'Read' });
const credentials = accessKeys.issue(session);
const lifetime = new Lifetime();
const log: string[] = [];
let url: string;

beforeAll(async () => {
  const onRefused = (logicalId: string, line: string) => log.push(`${logicalId}: ${line}`);
  const endpoint = await ServiceEndpoint.listen(accessKeys, lifetime, onRefused);
  endpoint.serve({
    ssm: new ParameterStore({ parameters: new Parameters(stacks), accessKeys, onUndecided: () => undefined, onRefused }),
    sts: new CallerIdentity(accessKeys, onRefused),
  });
  ({ url } = endpoint);
});
beforeEach(() => {
  log.length = 0;
});
afterAll(async () => lifetime.end());

async function send(service: string, headers: Record<string, string>, body: string, signedWith: TemporaryCredentials = credentials) {
  const { hostname, port } = new URL(url);
  const request = {
    method: 'POST', protocol: 'http:', hostname, port: Number(port), path: '/', headers: { ...headers, host: `${hostname}:${port}` }, body,
  };
  const signed = await new Signer(signedWith, 'eu-west-1', service).sign(request);
  return call(url, 'POST', '/', { headers: signed.headers, body });
}

const ssm = async (operation: string, input: object, signedWith?: TemporaryCredentials) =>
  send('ssm', { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': `AmazonSSM.${operation}` }, JSON.stringify(input), signedWith);
const sts = async (action: string, signedWith?: TemporaryCredentials) =>
  send('sts', { 'content-type': 'application/x-www-form-urlencoded' }, `Action=${action}&Version=2011-06-15`, signedWith);

test.each(['/shop/colour', '/shop/colour:1', `arn:aws:ssm:eu-west-1:${ACCOUNT}:parameter/shop/colour`])('a function reads the parameter %s', async (Name) => {
  const { json, status } = await ssm('GetParameter', { Name });
  expect([status, json.Parameter]).toEqual([200, expect.objectContaining({
    Name: '/shop/colour', Type: 'String', Value: 'blue in eu-west-1', Version: 1, ARN: `arn:aws:ssm:eu-west-1:${ACCOUNT}:parameter/shop/colour`,
  })]);
});

test('a function reads parameters by their names and by their path', async () => {
  const names = ({ json }: { json: { Parameters: { Name: string }[] } }) => json.Parameters.map(({ Name }) => Name);
  const byName = await ssm('GetParameters', { Names: ['/shop/size', '/shop/none'] });
  expect([names(byName), byName.json.InvalidParameters]).toEqual([['/shop/size'], ['/shop/none']]);
  expect(names(await ssm('GetParametersByPath', { Path: '/shop' }))).toEqual(['/shop/colour', '/shop/size']);
  expect(names(await ssm('GetParametersByPath', { Path: '/shop/', Recursive: true }))).toEqual(['/shop/colour', '/shop/size', '/shop/deep/down']);
});

test.each<[string, string, object, object]>([
  ['a parameter that is not there', 'GetParameter', { Name: '/shop/none' }, { __type: 'ParameterNotFound' }],
  ['a version that is not there', 'GetParameter', { Name: '/shop/size:2' }, { __type: 'ParameterNotFound' }],
  ['a parameter that the role may not read', 'GetParameter', { Name: 'secret' }, {
    __type: 'AccessDeniedException',
    message: `User: arn:aws:sts::${ACCOUNT}:assumed-role/reader/read is not authorized to perform: ssm:GetParameter on resource: `
      + `arn:aws:ssm:eu-west-1:${ACCOUNT}:parameter/secret because no identity-based policy allows the ssm:GetParameter action`,
  }],
  ['one such parameter among others', 'GetParameters', { Names: ['/shop/size', 'secret'] }, { __type: 'AccessDeniedException', message: expect.any(String) }],
  ['another operation', 'PutParameter', { Name: '/shop/size' },
    { __type: 'NotEmulated', message: 'PutParameter of SSM is not emulated here: only GetParameter, GetParameters, GetParametersByPath are' }],
])('Parameter Store refuses %s', async (_what, operation, input, error) => {
  const { json, status } = await ssm(operation, input);
  expect([status, json]).toEqual([400, error]);
});

test('a function learns who it is', async () => {
  const { status, text } = await sts('GetCallerIdentity');
  expect([status, text]).toEqual([200, expect.stringContaining(`<Arn>${session.arn}</Arn><UserId>${session.userId}</UserId><Account>${ACCOUNT}</Account>`)]);
});

test('another operation of STS is refused, and told', async () => {
  const { status, text } = await sts('AssumeRole');
  expect([status, text]).toEqual([400, expect.stringContaining('<Code>NotEmulated</Code>')]);
  expect(log).toEqual(['Read: AssumeRole of STS is not emulated here: only GetCallerIdentity is']);
});

test.each<[string, typeof ssm | typeof sts]>([['GetParameter', ssm], ['GetCallerIdentity', sts]])(
  '%s needs credentials that were issued here',
  async (operation, service) => {
    const foreign = { ...credentials, secretAccessKey: 'guessed' };
    const { status, text } = service === ssm ? await ssm(operation, { Name: '/shop/size' }, foreign) : await sts(operation, foreign);
    expect([status >= 400, text]).toEqual([true, expect.stringContaining('InvalidSignature')]);
  },
);

test.each<[string, Record<string, string>, string]>([
  ['s3', {}, '<Error><Code>NotEmulated</Code>'],
  ['sqs', { 'content-type': 'application/x-amz-json-1.0', 'x-amz-target': 'AmazonSQS.SendMessage' }, '{"__type":"NotEmulated"'],
  ['sns', { 'content-type': 'application/x-www-form-urlencoded' }, '<ErrorResponse><Error><Code>NotEmulated</Code>'],
])('a call to %s is refused in its own protocol, and told with its caller', async (service, headers, beginning) => {
  const { headers: answered, status, text } = await send(service, headers, 'x');
  expect([status, answered['x-amzn-errortype'], text.slice(0, beginning.length)]).toEqual([400, 'NotEmulated', beginning]);
  expect(log).toEqual([
    `Read: the AWS service ${service} is not emulated here: set AWS_ENDPOINT_URL_${service.toUpperCase()} in the function's environment to the URL of an emulator`,
  ]);
});

test.each([
  'bucket.s3.eu-west-1.amazonaws.com', 'ec2.cn-north-1.amazonaws.com.cn', 'ec2.us-iso-east-1.c2s.ic.gov', 'EC2.eu-isoe-west-1.cloud.adc-e.uk.',
])('a call to %s without a signature is refused by the name of its host', async (host) => {
  const { status, text } = await call(url, 'GET', '/', { headers: { host } });
  expect([status, text]).toEqual([400, expect.stringContaining('NotEmulated')]);
  expect(log).toEqual([`AWS: ${host} is not emulated here, and no call to AWS leaves this machine: give the function the URL of an emulator`]);
});

test.each(['evil.example', 'notamazonaws.com', 'amazonaws.com.evil.example'])('a request with the host %s is refused', async (host) => {
  expect(await call(url, 'GET', '/', { headers: { host } })).toMatchObject({ status: 403 });
  expect(log).toEqual([]);
});
