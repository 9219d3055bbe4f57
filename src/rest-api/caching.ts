import { CfnResource, Stack } from 'aws-cdk-lib';
import { RestApiBase } from 'aws-cdk-lib/aws-apigateway';
import { Construct } from 'constructs';
import { AppStages } from './app-stages';
import { MountPoint } from './mount-point';
import { renderedProperties } from '../cdk/cfn-resources';
import { mountedPath, NotesOperation, OPERATIONS } from '../contract/operations';

interface MethodSetting {
  readonly CachingEnabled?: unknown;
  readonly HttpMethod?: string;
  readonly ResourcePath?: string;
}

interface StageSettings {
  readonly CachingEnabled?: unknown;
  readonly MethodSettings?: readonly MethodSetting[];
}

/**
 * Fails the synthesis where a stage of the app would cache answers: a cache hit is served without the function, which checks who may read
 * it.
 */
export function refuseCaching(scope: Construct, { api, mountPath }: MountPoint, operations: NotesOperation[]): void {
  const methods = operations.flatMap((operation) => OPERATIONS[operation].routes)
    .map(({ method, path }): [string, string] => [method, mountedPath(mountPath, path)]);
  const appStages = AppStages.of(scope);
  scope.node.addValidation({
    validate: () =>
      stagesOf(api, appStages.resources).flatMap((stage) => {
        const settings = settingsOf(stage);
        const cached = methods.filter(([method, path]) => caches(settings, method, path)).map((method) => method.join(' '));
        return cached.length > 0
          ? [
            `the stage ${stage.node.path} caches ${cached.join(', ')}, so callers could get the notes of other users: set "cachingEnabled: false" on that stage`,
          ]
          : [];
      }),
  });
}

function stagesOf(api: RestApiBase, stages: readonly CfnResource[]): CfnResource[] {
  const apiId = JSON.stringify(Stack.of(api).resolve(api.restApiId));
  return stages.filter((stage) => {
    const { restApiId } = stage as CfnResource & { restApiId?: string };
    return restApiId === api.restApiId || (Stack.of(stage) === Stack.of(api) && JSON.stringify(Stack.of(api).resolve(restApiId)) === apiId);
  });
}

function settingsOf(stage: CfnResource): MethodSetting[] {
  const properties = renderedProperties(stage);
  const { CachingEnabled, MethodSettings = [] } = (properties.StageDescription ?? properties) as StageSettings;
  return [...MethodSettings, { HttpMethod: '*', ResourcePath: '/*', CachingEnabled }];
}

/** Of the settings that hold for a method the most specific one counts. One that is only known at deployment may be on. */
function caches(settings: MethodSetting[], method: string, path: string): boolean {
  // Settings for every method turn on the caching of GET alone.
  const methods = method === 'GET' ? [method, '*'] : [method];
  const enabled = [path, '/*']
    .flatMap((resourcePath) => methods.map((httpMethod) => settings.find((setting) =>
      decoded(setting.ResourcePath) === resourcePath && setting.HttpMethod === httpMethod && setting.CachingEnabled !== undefined)))
    .find((setting) => setting !== undefined)?.CachingEnabled ?? false;
  return `${enabled}` !== 'false';
}

/** The path `/a/{b}`, which a setting writes as `/~1a~1{b}`; the root and `/*` it writes as they are. */
function decoded(resourcePath = ''): string {
  return resourcePath.replace(/^\/(?=~1)/, '').replaceAll('~1', '/');
}
