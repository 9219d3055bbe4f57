// For jest's option `snapshotSerializers`: snapshots of templates and resources without the content hashes of the CDK.
// It only masks locations of files and images, and logical ids, so that other hashes of the user stay.

type Properties = Readonly<Record<string, unknown>>;
type Change = (text: string) => string;
type Printer<Config, Refs> = (value: unknown, config: Config, indentation: string, depth: number, refs: Refs) => string;

/** The changes of texts in an object, by the keys that lead to them. A list counts as each of its elements. */
interface Places { readonly [key: string]: Places | Change }

/** The hash is the name of a file or the tag of an image. After `@sha256:` it is a digest that the user pinned, and stays. */
const withoutAssetHash: Change = (text) => text.replace(/(?<![0-9a-f]|@sha256:)[0-9a-f]{64}(?![0-9a-f])/g, '[asset hash]');

/** The CDK appends the hash to the logical id of a resource that is replaced when its content changes. */
const withoutContentHash: Change = (id) => id.replace(/[0-9a-f]{32}$/, '[content hash]');

const NAMED_BY_CONTENT: readonly unknown[] = ['AWS::ApiGateway::Deployment', 'AWS::Lambda::Version'];

const PROPERTIES_WITH_HASHES: Readonly<Record<string, Places>> = {
  'AWS::ApiGateway::RestApi': { BodyS3Location: { Key: withoutAssetHash } },
  'AWS::ApiGateway::Stage': { DeploymentId: withoutContentHash },
  'AWS::CloudFormation::Stack': { TemplateURL: withoutAssetHash },
  'AWS::CodeBuild::Project': { Environment: { Image: withoutAssetHash } },
  'AWS::ECS::TaskDefinition': { ContainerDefinitions: { Image: withoutAssetHash } },
  'AWS::Lambda::Alias': { FunctionVersion: withoutContentHash },
  'AWS::Lambda::Function': { Code: { S3Key: withoutAssetHash, ImageUri: withoutAssetHash } },
  'AWS::Lambda::LayerVersion': { Content: { S3Key: withoutAssetHash } },
  'AWS::StepFunctions::StateMachine': { DefinitionS3Location: { Key: withoutAssetHash } },
  'AWS::Synthetics::Canary': { Code: { S3Key: withoutAssetHash } },
  'Custom::CDKBucketDeployment': { SourceObjectKeys: withoutAssetHash },
};

/** The masked copies, which jest passes to `test` again when it prints them. */
const copies = new WeakSet<object>();

/** Whether a value is a template, resources by their logical ids, or one resource. */
export function test(value: unknown): boolean {
  return isObject(value) && !copies.has(value) && (hasResources(value.Resources) || hasResources(value) || isResource(value));
}

/** Prints a copy without the hashes, as jest prints any object. */
export function serialize<Config, Refs>(
  value: Properties, config: Config, indentation: string, depth: number, refs: Refs, printer: Printer<Config, Refs>,
): string {
  const resources = hasResources(value.Resources) ? value.Resources : value;
  return printer(masked(value, renaming(resources)), config, indentation, depth, refs);
}

/** Masks the logical ids that end in a hash, wherever a text refers to them. */
function renaming(resources: Properties): Change {
  const names = Object.entries(resources)
    .filter(([, resource]) => isResource(resource) && NAMED_BY_CONTENT.includes(resource.Type))
    .map(([id]) => [id, withoutContentHash(id)] as const)
    // Ids that only differ in their hash stay: masked, they would be one key.
    .filter(([, name], _, all) => all.filter(([, other]) => other === name).length === 1);
  return (text) => names.reduce((renamed, [id, name]) => renamed.replaceAll(id, name), text);
}

function masked(value: unknown, rename: Change, places?: Places | Change): unknown {
  if (typeof value === 'string') {
    return typeof places === 'function' ? places(value) : rename(value);
  }
  if (Array.isArray(value)) {
    return copied(value.map((element) => masked(element, rename, places)));
  }
  if (!isObject(value)) {
    return value;
  }
  const within = isResource(value) ? placesIn(value.Type) : places;
  return copied(Object.fromEntries(Object.entries(value).map(([key, part]) => [rename(key), masked(part, rename, placeOf(key, within))])));
}

function placesIn(type: string): Places {
  return { Metadata: { 'aws:asset:path': withoutAssetHash }, Properties: PROPERTIES_WITH_HASHES[type] ?? {} };
}

function placeOf(key: string, places?: Places | Change): Places | Change | undefined {
  if (typeof places !== 'object') {
    return places;
  }
  return Object.hasOwn(places, key) ? places[key] : undefined;
}

function copied(copy: object): object {
  copies.add(copy);
  return copy;
}

function hasResources(value: unknown): value is Properties {
  return isObject(value) && Object.values(value).some(isResource);
}

function isResource(value: unknown): value is { readonly Type: string } {
  return isObject(value) && typeof value.Type === 'string' && value.Type.includes('::');
}

/** Whether a value is a plain object of any realm. The matchers of jest are not. */
function isObject(value: unknown): value is Properties {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return false;
  }
  const prototype = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}
