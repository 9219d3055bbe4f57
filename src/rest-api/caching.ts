import { CfnResource } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { belongsTo } from './api-resources';
import { AppStages } from './app-stages';
import { MountPoint } from './mount-point';
import { renderedProperties } from '../cdk/cfn-resources';
import { mountedPath, NotesOperation, routesOf } from '../contract/operations';
import { NotesOption } from '../contract/options';

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
 * Fails the synthesis when a stage of the app would cache responses of the notes: a cached response is served without the function, which
 * checks who may read it.
 */
export function refuseCaching(
  scope: Construct, { api, mountPath }: MountPoint, operations: NotesOperation[], options: readonly NotesOption[],
): void {
  const methods = routesOf(operations, options)
    .map(({ method, path }): [string, string] => [method, mountedPath(mountPath, path)]);
  const appStages = AppStages.of(scope);
  scope.node.addValidation({
    validate: () =>
      appStages.resources.filter(belongsTo(api)).flatMap((stage) => {
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

function settingsOf(stage: CfnResource): MethodSetting[] {
  const properties = renderedProperties(stage);
  const { CachingEnabled, MethodSettings = [] } = (properties.StageDescription ?? properties) as StageSettings;
  return [...MethodSettings, { HttpMethod: '*', ResourcePath: '/*', CachingEnabled }];
}

/** The most specific setting for a method applies. A value that is only known at deployment counts as on. */
function caches(settings: MethodSetting[], method: string, path: string): boolean {
  // Settings for all methods turn caching on for GET only.
  const methods = method === 'GET' ? [method, '*'] : [method];
  const enabled = [path, '/*']
    .flatMap((resourcePath) => methods.map((httpMethod) => settings.find((setting) =>
      decoded(setting.ResourcePath) === resourcePath && setting.HttpMethod === httpMethod && setting.CachingEnabled !== undefined)))
    .find((setting) => setting !== undefined)?.CachingEnabled ?? false;
  return `${enabled}` !== 'false';
}

/** The path `/a/{b}` of a setting, which encodes it as `/~1a~1{b}`; the root and `/*` are not encoded. */
function decoded(resourcePath = ''): string {
  return resourcePath.replace(/^\/(?=~1)/, '').replaceAll('~1', '/');
}
