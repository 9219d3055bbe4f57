import { MethodOptions } from 'aws-cdk-lib/aws-apigateway';
import { Construct } from 'constructs';
import { SecuritySchemes } from '../contract/openapi';
import { ProblemCode } from '../contract/problems';

/** What an authorization means for an API. */
export interface AuthorizationBinding {
  readonly methodOptions: MethodOptions;
  /** What a request to an unknown route is told. */
  readonly unknownRoute: ProblemCode;
  /** How the OpenAPI document names it. */
  readonly security: SecuritySchemes;
  /** What callers send for it beside `Authorization`. */
  readonly requestHeaders: readonly string[];
  /** Whether callers sign their requests. */
  readonly isSigned?: boolean;
  /** Where API Gateway tells a function the caller's user id, member by member; undefined when callers are not told apart. */
  readonly callerId?: readonly string[];
}

/** Makes what an authorization needs, as a part of a construct. */
export type BindAuthorization = (scope: Construct) => AuthorizationBinding;
