import { Aws, CfnResource, Fn, Stack } from 'aws-cdk-lib';
import { CfnMethod, CfnModel, CfnRequestValidator, CfnResource as CfnPath, CfnRestApi } from 'aws-cdk-lib/aws-apigateway';
import { CfnFunction } from 'aws-cdk-lib/aws-lambda';
import { allow, bareRole } from './role';
import { NOTE_PATCH, WHOLE_NOTE } from '../../../../src/contract/note-bodies';
import { pathParameters, Route } from '../../../../src/contract/operations';
import { sharedBodySchema } from '../../../../src/contract/schemas';
import { ServiceFunction } from '../service';

interface DeployedFunction extends ServiceFunction {
  readonly lambda: CfnFunction;
}

/** The methods with the parts of the API that they need: paths, request validation, and the role that invokes the functions. */
export function methods(stack: Stack, api: CfnRestApi, functions: readonly DeployedFunction[]): CfnResource[] {
  const validator = new CfnRequestValidator(stack, 'Validator', {
    restApiId: api.ref, validateRequestBody: true, validateRequestParameters: true,
  });
  const model = new CfnModel(stack, 'Model', {
    restApiId: api.ref,
    contentType: 'application/json',
    schema: { ...sharedBodySchema([WHOLE_NOTE, NOTE_PATCH]), $schema: 'http://json-schema.org/draft-04/schema#' },
  });
  const arns = functions.map(({ lambda }) => lambda).sort(byPath).map(({ attrArn }) => attrArn);
  const role = bareRole(stack, 'InvocationRole', 'apigateway.amazonaws.com', 'Operations', [allow('lambda:InvokeFunction', arns)]);
  const paths: Record<string, CfnPath> = {};
  const pathId = (path: string): string => {
    const end = path.lastIndexOf('/');
    return end < 0 ? api.attrRootResourceId : (paths[path] ??= new CfnPath(stack, `Path${path}`, {
      restApiId: api.ref, parentId: pathId(path.slice(0, end)), pathPart: path.slice(end + 1),
    })).ref;
  };
  const routes = functions.flatMap(({ lambda, routes: own }) => own.map((route) => ({ route, lambda })));
  const made = routes.map(({ route, lambda }) => new CfnMethod(stack, `${route.method}${route.path}`, {
    restApiId: api.ref,
    resourceId: pathId(route.path),
    httpMethod: route.method,
    authorizationType: 'AWS_IAM',
    integration: {
      type: 'AWS_PROXY',
      integrationHttpMethod: 'POST',
      credentials: role.attrArn,
      uri: Fn.join('', [
        'arn:', Aws.PARTITION, ':apigateway:', Aws.REGION, ':lambda:path/2015-03-31/functions/', lambda.attrArn, '/invocations',
      ]),
    },
    requestValidatorId: validator.ref,
    requestParameters: requestParameters(route),
    requestModels: route.body && Object.fromEntries(route.body.mediaTypes.map((mediaType) => [mediaType, model.ref])),
  }));
  return [validator, model, ...Object.values(paths), ...made];
}

const byPath = ({ node: one }: CfnResource, { node: other }: CfnResource): number => one.path < other.path ? -1 : 1;

const requestParameters = ({ path, query }: Route): Record<string, boolean> => Object.fromEntries([
  ...pathParameters(path).map((name) => [`method.request.path.${name}`, true]),
  ...query.map((name) => [`method.request.querystring.${name}`, false]),
]);
