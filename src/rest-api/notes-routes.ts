import { AwsIntegration, MethodOptions } from 'aws-cdk-lib/aws-apigateway';
import { Function } from 'aws-cdk-lib/aws-lambda';
import { addPreflight, Cors } from './cors';
import { invocationRole } from './invocation-role';
import { MountPoint } from './mount-point';
import { RequestValidation } from './request-validation';
import { NotesOperation, operationsWith, routesOf } from '../contract/operations';
import { NotesOption } from '../contract/options';

/** Adds the methods of each operation, integrated with its function. */
export function addRoutes(
  mount: MountPoint, functions: { [operation: string]: Function }, options: readonly NotesOption[], methodOptions: MethodOptions,
): void {
  const definitions = operationsWith(options);
  const validation = new RequestValidation(mount);
  const credentialsRole = invocationRole(mount.scope, Object.values(functions));
  for (const [operation, lambda] of Object.entries(functions)) {
    // Like LambdaIntegration, which would add permissions even with a role.
    const path = `2015-03-31/functions/${lambda.functionArn}/invocations`;
    const integration = new AwsIntegration({ proxy: true, service: 'lambda', path, options: { credentialsRole } });
    for (const route of definitions[operation as NotesOperation].routes) {
      mount.at(route.path).addMethod(route.method, integration, { ...methodOptions, ...validation.methodOptions(route) });
    }
  }
}

/** Answers preflight requests at each path. */
export function addPreflights(mount: MountPoint, operations: NotesOperation[], options: readonly NotesOption[], cors: Cors): void {
  const routes = routesOf(operations, options);
  for (const path of new Set(routes.map((route) => route.path))) {
    const methods = routes.filter((route) => route.path === path).map(({ method }) => method);
    addPreflight(mount.at(path), methods, cors);
  }
}
