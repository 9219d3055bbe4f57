import { authorization, CanonicalRequest, SigningScope } from './signature-v4';

// The keys and the day of AWS's own examples.
const keys = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY' };
const vanilla = { method: 'GET', path: '/', headers: { 'host': 'example.amazonaws.com', 'x-amz-date': '20150830T123600Z' } };
const listUsers = {
  method: 'GET',
  path: '/',
  query: 'Action=ListUsers&Version=2010-05-08',
  headers: {
    'content-type': 'application/x-www-form-urlencoded; charset=utf-8',
    'host': 'iam.amazonaws.com',
    'x-amz-date': '20150830T123600Z',
  },
};

test.each<[string, CanonicalRequest, string, string]>([
  ['get-vanilla', vanilla, 'service', '5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31'],
  [
    'get-vanilla-query-order-key-case',
    { ...vanilla, query: 'Param1=value1&Param2=value2' },
    'service',
    'b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500',
  ],
  ['of the documentation: ListUsers', listUsers, 'iam', '5d672d79c15b13162d9279b0855cfba6789a8edb4c82c400e06b5924a6f2b5d7'],
])('the example %s has the signature that AWS publishes', (_name, request, service, signature) => {
  const scope: SigningScope = { region: 'us-east-1', service };
  expect(authorization(request, keys, scope)).toBe(
    `AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/${service}/aws4_request, SignedHeaders=${Object.keys(request.headers).join(';')}, Signature=${signature}`,
  );
});
