import { AwsIntegration, MethodOptions } from 'aws-cdk-lib/aws-apigateway';
import { Function } from 'aws-cdk-lib/aws-lambda';
import { addPreflight, Cors } from './cors';
import { invocationRole } from './invocation-role';
import { MountPoint } from './mount-point';
import { RequestValidation } from './request-validation';
import { NotesOperation, OPERATIONS } from '../contract/operations';

/** Puts the functions behind the routes of their operations. */
export function addRoutes(mount: MountPoint, functions: { [operation: string]: Function }, methodOptions: MethodOptions): void {
  const validation = new RequestValidation(mount);
  const credentialsRole = invocationRole(mount.scope, Object.values(functions));
  for (const [operation, lambda] of Object.entries(functions)) {
    // What a LambdaIntegration is, too; that one adds permissions whether there is a role or not.
    const path = `2015-03-31/functions/${lambda.functionArn}/invocations`;
    const integration = new AwsIntegration({ proxy: true, service: 'lambda', path, options: { credentialsRole } });
    for (const route of OPERATIONS[operation as NotesOperation].routes) {
      mount.at(route.path).addMethod(route.method, integration, { ...methodOptions, ...validation.methodOptions(route) });
    }
  }
}

/** Lets pages of other origins ask what they may do at each path. */
export function addPreflights(mount: MountPoint, operations: NotesOperation[], cors: Cors): void {
  const routes = operations.flatMap((operation) => OPERATIONS[operation].routes);
  for (const path of new Set(routes.map((route) => route.path))) {
    const methods = routes.filter((route) => route.path === path).map(({ method }) => method);
    addPreflight(mount.at(path), methods, cors);
  }
}
