import { synth } from '../synth';

const WEB_ACL = 'arn:aws:wafv2:eu-west-1:111122223333:regional/webacl/notes/a1b2c3d4';

test('the API is served in its region, without an edge in front of it', () => {
  synth().template.hasResourceProperties('AWS::ApiGateway::RestApi', { EndpointConfiguration: { Types: ['REGIONAL'] } });
});

test.each([
  'arn',
  '',
  'arn:aws:wafv2:us-east-1:111122223333:global/webacl/notes/a1b2c3d4',
  'arn:aws:waf::111122223333:webacl/a1b2c3d4',
  `${WEB_ACL}/more`,
  ` ${WEB_ACL}`,
])('%j is refused as the ARN of a web ACL, with what to use', (webAclArn) => {
  expect(() => synth({ webAclArn })).toThrow(
    `"webAclArn" is ${JSON.stringify(webAclArn)}: use the ARN of a regional web ACL of AWS WAF, such as "attrArn" of a CfnWebACL with the scope REGIONAL`,
  );
});

test.each([0, -1, 1.5])('%d is refused as the number of requests at once, with what to use', (burstLimit) => {
  expect(() => synth({ throttle: { burstLimit } })).toThrow(
    `"throttle.burstLimit" is ${burstLimit}: leave it out for the default of 100 requests per second and 200 at once, or use a whole number`,
  );
});
