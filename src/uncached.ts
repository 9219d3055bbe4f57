import { Stack } from 'aws-cdk-lib';
import { CfnStage } from 'aws-cdk-lib/aws-apigateway';
import { Construct } from 'constructs';
import { NOTE_PATH, NOTES_PATH } from './contract/operations';
import { NotesResource } from './notes-resource';

/** API Gateway caches no other method unless it is told to. */
const CACHED_METHOD = 'GET';

/** Fails the synthesis where a stage would cache answers: a cache hit is served without the function, which checks who may read it. */
export function refuseCaching(scope: Construct, { api, mountPath }: NotesResource): void {
  const paths = [NOTES_PATH, NOTE_PATH].map((path) => mountPath.replace(/\/$/, '') + path);
  scope.node.addValidation({
    validate: () => stagesOf(api).flatMap((stage) => paths.filter((path) => caches(stage, path)).map((path) =>
      `the stage ${stage.node.path} caches ${CACHED_METHOD} ${path}, so callers could be given the notes of others: set "cachingEnabled: false" for it`)),
  });
}

function stagesOf(api: NotesResource['api']): CfnStage[] {
  return Stack.of(api).node.findAll().filter((construct) => construct instanceof CfnStage)
    .filter((stage) => stage.restApiId === api.restApiId);
}

/** Of the settings that hold for a method the most specific one counts. */
function caches(stage: CfnStage, path: string): boolean {
  const settings: CfnStage.MethodSettingProperty[] = Stack.of(stage).resolve(stage.methodSettings) ?? [];
  return [[path, CACHED_METHOD], [path, '*'], ['/*', CACHED_METHOD], ['/*', '*']]
    .map(([resourcePath, method]) => settings.find((setting) => decoded(setting.resourcePath) === resourcePath && setting.httpMethod === method))
    .map((setting) => setting?.cachingEnabled)
    .find((enabled) => enabled !== undefined) === true;
}

/** The path `/a/{b}`, which a setting writes as `/~1a~1{b}`; the root and `/*` it writes as they are. */
function decoded(resourcePath = ''): string {
  return resourcePath.replace(/^\/(?=~1)/, '').replaceAll('~1', '/');
}
