import { AwsIntegration, MethodOptions } from 'aws-cdk-lib/aws-apigateway';
import { Function } from 'aws-cdk-lib/aws-lambda';
import { addPreflight, Cors } from './cors';
import { invocationRole } from './invocation-role';
import { MountPoint } from './mount-point';
import { RequestValidation } from './request-validation';
import { NotesOperation, OPERATIONS } from '../contract/operations';

/** Adds the methods of each operation, integrated with its function. */
export function addRoutes(mount: MountPoint, functions: { [operation: string]: Function }, methodOptions: MethodOptions): void {
  const validation = new RequestValidation(mount);
  const credentialsRole = invocationRole(mount.scope, Object.values(functions));
  for (const [operation, lambda] of Object.entries(functions)) {
    // Like LambdaIntegration, which would add permissions even with a role.
    const path = `2015-03-31/functions/${lambda.functionArn}/invocations`;
    const integration = new AwsIntegration({ proxy: true, service: 'lambda', path, options: { credentialsRole } });
    for (const route of OPERATIONS[operation as NotesOperation].routes) {
      mount.at(route.path).addMethod(route.method, integration, { ...methodOptions, ...validation.methodOptions(route) });
    }
  }
}

/** Answers preflight requests at each path. */
export function addPreflights(mount: MountPoint, operations: NotesOperation[], cors: Cors): void {
  const routes = operations.flatMap((operation) => OPERATIONS[operation].routes);
  for (const path of new Set(routes.map((route) => route.path))) {
    const methods = routes.filter((route) => route.path === path).map(({ method }) => method);
    addPreflight(mount.at(path), methods, cors);
  }
}
