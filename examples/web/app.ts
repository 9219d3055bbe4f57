/** Notes in the browser: a web page and its API behind one CloudFront distribution, for the users of a Cognito user pool. */
import { join } from 'node:path';
import { App, Aws, CfnOutput, Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import {
  AllowedMethods, CachePolicy, Distribution, HeadersFrameOption, HeadersReferrerPolicy, OriginRequestPolicy, ResponseHeadersPolicy,
  ViewerProtocolPolicy,
} from 'aws-cdk-lib/aws-cloudfront';
import { RestApiOrigin, S3BucketOrigin } from 'aws-cdk-lib/aws-cloudfront-origins';
import { OAuthScope, UserPool } from 'aws-cdk-lib/aws-cognito';
import { BlockPublicAccess, Bucket } from 'aws-cdk-lib/aws-s3';
import { BucketDeployment, CacheControl, Source } from 'aws-cdk-lib/aws-s3-deployment';
import { NotesApi, NotesAuthorization } from 'cdk-notes-api';
import { contentSecurityPolicy } from './content-security-policy';

const stack = new Stack(new App(), 'Web');

const users = new UserPool(stack, 'Users', { signInAliases: { email: true } });
// The prefix is unique among all AWS accounts in the region.
const signInPages = users.addDomain('SignInPages', { cognitoDomain: { domainPrefix: `notes-${Aws.ACCOUNT_ID}` } });

const { api } = new NotesApi(stack, 'Notes', { authorization: NotesAuthorization.cognito([users]), requireIfMatch: true });

const files = new Bucket(stack, 'Files', {
  blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
  enforceSSL: true,
  removalPolicy: RemovalPolicy.DESTROY,
  autoDeleteObjects: true,
});
const securityHeaders = new ResponseHeadersPolicy(stack, 'SecurityHeaders', {
  securityHeadersBehavior: {
    contentSecurityPolicy: { contentSecurityPolicy: contentSecurityPolicy(signInPages.baseUrl()), override: true },
    contentTypeOptions: { override: true },
    frameOptions: { frameOption: HeadersFrameOption.DENY, override: true },
    referrerPolicy: { referrerPolicy: HeadersReferrerPolicy.NO_REFERRER, override: true },
    strictTransportSecurity: { accessControlMaxAge: Duration.days(365), override: true },
  },
});
// No error responses: they would replace the problem documents of the API.
const distribution = new Distribution(stack, 'Distribution', {
  defaultRootObject: 'index.html',
  defaultBehavior: {
    origin: S3BucketOrigin.withOriginAccessControl(files),
    viewerProtocolPolicy: ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
    responseHeadersPolicy: securityHeaders,
  },
  additionalBehaviors: {
    // The origin of the page, so that the API needs no CORS.
    '/notes/*': {
      origin: new RestApiOrigin(api),
      allowedMethods: AllowedMethods.ALLOW_ALL,
      viewerProtocolPolicy: ViewerProtocolPolicy.HTTPS_ONLY,
      // A cached note would be served without checking who may read it.
      cachePolicy: CachePolicy.CACHING_DISABLED,
      // All headers but Host: API Gateway finds the API by its own host name.
      originRequestPolicy: OriginRequestPolicy.ALL_VIEWER_EXCEPT_HOST_HEADER,
    },
  },
});

const url = `https://${distribution.domainName}/`;
// A page cannot keep a secret: the client has none, and its codes are bound to the browser that asked for them (PKCE).
const client = users.addClient('Page', {
  oAuth: { flows: { authorizationCodeGrant: true }, scopes: [OAuthScope.OPENID, OAuthScope.EMAIL], callbackUrls: [url], logoutUrls: [url] },
  preventUserExistenceErrors: true,
  refreshTokenValidity: Duration.hours(12),
});

new BucketDeployment(stack, 'Page', {
  destinationBucket: files,
  sources: [
    Source.asset(join(__dirname, 'dist')),
    Source.jsonData('config.json', { signIn: { url: signInPages.baseUrl(), clientId: client.userPoolClientId } }),
  ],
  // CloudFront keeps the files until the next deployment. Browsers ask it each time.
  cacheControl: [CacheControl.fromString('public, max-age=0, s-maxage=31536000, must-revalidate')],
  distribution,
});

new CfnOutput(stack, 'Url', { value: url });
new CfnOutput(stack, 'CreateUser', {
  value: `aws cognito-idp admin-create-user --user-pool-id ${users.userPoolId} --username you@example.com`,
});
