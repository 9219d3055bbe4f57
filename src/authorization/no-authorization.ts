import { Annotations } from 'aws-cdk-lib';
import { AuthorizationType } from 'aws-cdk-lib/aws-apigateway';
import { BindAuthorization } from './authorization-binding';

export function noAuthorization(): BindAuthorization {
  return (scope) => {
    Annotations.of(scope).addWarningV2(
      'cdk-notes-api:open-api',
      'The notes API is open: anybody on the internet can read and write every user\'s notes. To require signed requests (IAM), leave "authorization" out.',
    );
    return {
      methodOptions: { authorizationType: AuthorizationType.NONE },
      unknownRoute: 'no-such-route',
      security: {},
      requestHeaders: [],
    };
  };
}
