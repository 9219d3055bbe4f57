import { AuthorizationType } from 'aws-cdk-lib/aws-apigateway';
import { BindAuthorization } from './authorization-binding';
import { SECURITY_SCHEMES } from '../contract/openapi';

/** The headers of a signed request in addition to `Authorization`. */
const SIGNATURE_HEADERS = ['X-Amz-Content-Sha256', 'X-Amz-Date', 'X-Amz-Security-Token', 'X-Amz-User-Agent'];

export function iamAuthorization(): BindAuthorization {
  return () => ({
    methodOptions: { authorizationType: AuthorizationType.IAM },
    unknownRoute: 'missing-authentication-token',
    security: SECURITY_SCHEMES.iam,
    requestHeaders: SIGNATURE_HEADERS,
    isSigned: true,
  });
}
