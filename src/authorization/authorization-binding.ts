import { MethodOptions } from 'aws-cdk-lib/aws-apigateway';
import { Construct } from 'constructs';
import { SecuritySchemes } from '../contract/openapi';
import { ProblemCode } from '../contract/problems';

/** The settings of an API that depend on its authorization. */
export interface AuthorizationBinding {
  readonly methodOptions: MethodOptions;
  /** The problem that answers a request to an unknown route. */
  readonly unknownRoute: ProblemCode;
  /** Its security scheme in the OpenAPI document. */
  readonly security: SecuritySchemes;
  /** The headers that callers send in addition to `Authorization`. */
  readonly requestHeaders: readonly string[];
  /** The `WWW-Authenticate` header of a 401 that API Gateway itself returns. */
  readonly challenge?: string;
  /** Whether callers sign their requests. */
  readonly isSigned?: boolean;
  /** The path to the caller's user id in the `authorizer` of the request context; undefined when the API does not identify callers. */
  readonly callerId?: readonly string[];
}

/** Creates the constructs that an authorization needs in a scope. */
export type BindAuthorization = (scope: Construct) => AuthorizationBinding;
