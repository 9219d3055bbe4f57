import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, CfnOutput, NestedStack, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { ApiDefinition, SpecRestApi } from 'aws-cdk-lib/aws-apigateway';
import { LinuxBuildImage, Project, BuildSpec } from 'aws-cdk-lib/aws-codebuild';
import { ContainerImage, FargateTaskDefinition } from 'aws-cdk-lib/aws-ecs';
import { Alias, Code, DockerImageCode, DockerImageFunction, Function, FunctionProps, LayerVersion, Runtime } from 'aws-cdk-lib/aws-lambda';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { BucketDeployment, Source } from 'aws-cdk-lib/aws-s3-deployment';
import { DefinitionBody, StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import * as synthetics from 'aws-cdk-lib/aws-synthetics';
import fc from 'fast-check';
import { synth } from './synth';
import * as serializer from '../../src/snapshot-serializer';

expect.addSnapshotSerializer(serializer);

const SHA256 = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';
const MD5 = 'd41d8cd98f00b204e9800998ecf8427e';
const FOLDER = mkdtempSync(join(tmpdir(), 'notes-snapshots-'));
afterAll(() => rmSync(FOLDER, { recursive: true }));

/** The snapshot that jest prints. */
function masked(value: object): unknown {
  let printed: unknown = value;
  if (serializer.test(value)) {
    serializer.serialize(value as never, {}, '', 0, [], (copy) => JSON.stringify(printed = copy));
  }
  return printed;
}

/** A folder that serves as code, image and canary, with this text in every file. */
function folder(text: string): string {
  const path = mkdtempSync(join(FOLDER, 'asset-'));
  mkdirSync(join(path, 'nodejs/node_modules'), { recursive: true });
  for (const file of ['index.js', 'Dockerfile', 'nodejs/node_modules/index.js']) {
    writeFileSync(join(path, file), `// ${text}`);
  }
  writeFileSync(join(path, 'definition.json'), JSON.stringify({ text }));
  return path;
}

const resourcesOf = (template: Template): { Type: string }[] => Object.values(template.toJSON().Resources);

/** Hexadecimal digits like those of other content. */
const otherwise = (hash: string): string => hash.replace(/./g, (digit) => (15 - parseInt(digit, 16)).toString(16));

/** The paths of the texts, numbers and other plain values in a value. */
function leaves(value: unknown, path: string[] = []): string[][] {
  return typeof value === 'object' && value !== null
    ? Object.entries(value).flatMap(([key, part]) => leaves(part, [...path, key]))
    : [path];
}

function lengthenedAt(value: object, path: string[]): object {
  const copy = structuredClone(value);
  const parent = path.slice(0, -1).reduce((part, key) => part[key] as never, copy as Record<string, unknown>);
  parent[path.at(-1)!] += '.';
  return copy;
}

/** Objects of a user's own whose texts look like hashes. */
const ownProperties = () => fc.dictionary(fc.constantFrom('Own', 'S3Key', 'Ref', 'Image', 'constructor', '__proto__'), fc.oneof(
  fc.constantFrom(SHA256, MD5, `${SHA256}.zip`, `Version${MD5}`),
  fc.array(fc.constantFrom(SHA256, MD5)),
  fc.record({ Ref: fc.constantFrom(SHA256, MD5) }),
  fc.integer(),
));

const id = () => fc.tuple(fc.constantFrom('Version', 'Deployment', ''), fc.constantFrom(MD5, otherwise(MD5), MD5 + MD5, ''))
  .map((parts) => parts.join(''));

const TYPES = [
  'AWS::ApiGateway::Deployment', 'AWS::ApiGateway::RestApi', 'AWS::ApiGateway::Stage', 'AWS::CloudFormation::Stack',
  'AWS::CodeBuild::Project', 'AWS::ECS::TaskDefinition', 'AWS::KMS::Key', 'AWS::Lambda::Alias', 'AWS::Lambda::Function',
  'AWS::Lambda::LayerVersion', 'AWS::Lambda::Version', 'AWS::StepFunctions::StateMachine', 'AWS::Synthetics::Canary',
  'Custom::CDKBucketDeployment',
];

type Asset = (stack: Stack, path: string) => unknown;

const code = (path: string, props?: Partial<FunctionProps>): FunctionProps =>
  ({ runtime: Runtime.NODEJS_24_X, handler: 'index.handler', code: Code.fromAsset(path), ...props });

const ASSETS: [string, Asset][] = [
  ['a function', (stack, path) => new Function(stack, 'Asset', code(path))],
  ['a function with a version, an alias of it and an output', (stack, path) => {
    const { currentVersion } = new Function(stack, 'Asset', code(path));
    new Alias(stack, 'Live', { aliasName: 'live', version: currentVersion });
    new CfnOutput(stack, 'Version', { value: currentVersion.functionArn, exportName: 'Version' });
  }],
  ['a function of an image', (stack, path) => new DockerImageFunction(stack, 'Asset', { code: DockerImageCode.fromImageAsset(path) })],
  ['a layer', (stack, path) => new LayerVersion(stack, 'Asset', { code: Code.fromAsset(path) })],
  ['a nested stack', (stack, path) => new CfnOutput(new NestedStack(stack, 'Asset'), 'Path', { value: path })],
  [
    'files for a bucket',
    (stack, path) =>
      new BucketDeployment(stack, 'Asset', { sources: [Source.asset(path)], destinationBucket: new Bucket(stack, 'Bucket') }),
  ],
  [
    'a container',
    (stack, path) => new FargateTaskDefinition(stack, 'Asset').addContainer('Container', { image: ContainerImage.fromAsset(path) }),
  ],
  [
    'a build',
    (stack, path) =>
      new Project(stack, 'Asset', {
        buildSpec: BuildSpec.fromObject({ version: '0.2' }),
        environment: { buildImage: LinuxBuildImage.fromAsset(stack, 'Image', { directory: path }) },
      }),
  ],
  [
    'a state machine',
    (stack, path) => new StateMachine(stack, 'Asset', { definitionBody: DefinitionBody.fromFile(join(path, 'definition.json')) }),
  ],
  [
    'an API with a deployment',
    (stack, path) => new SpecRestApi(stack, 'Asset', { apiDefinition: ApiDefinition.fromAsset(join(path, 'definition.json')) }),
  ],
  [
    'a canary',
    (stack, path) =>
      new synthetics.Canary(stack, 'Asset', {
        runtime: new synthetics.Runtime('syn-nodejs-puppeteer-10.0', synthetics.RuntimeFamily.NODEJS),
        test: synthetics.Test.custom({ code: synthetics.Code.fromAsset(path), handler: 'index.handler' }),
      }),
  ],
];

describe.each(ASSETS)('%s', (_, asset) => {
  const [one, other] = ['one', 'other'].map((text) => {
    const stack = new Stack(new App({ context: { 'aws:cdk:enable-asset-metadata': true } }), 'Stack');
    asset(stack, folder(text));
    return Template.fromStack(stack);
  });

  test('has the same snapshot whatever its content', () => {
    expect(one.toJSON()).not.toEqual(other.toJSON());
    expect(masked(one.toJSON())).toEqual(masked(other.toJSON()));
  });

  test('has the same snapshot with the other resources of its type, and alone', () => {
    for (const { Type } of resourcesOf(one)) {
      expect(masked(one.findResources(Type))).toEqual(masked(other.findResources(Type)));
    }
    expect(resourcesOf(one).map(masked)).toEqual(resourcesOf(other).map(masked));
  });
});

describe('a notes API', () => {
  const template = synth({ corsOrigins: ['https://notes.example.com'] }).template.toJSON();
  const snapshot = JSON.stringify(masked(template));

  test('has the same snapshot with other code in its functions, and when its API is deployed again', () => {
    const text = JSON.stringify(template);
    const recoded = text.replaceAll(/[0-9a-f]{64}(?=\.zip)/g, otherwise);
    const redeployed = recoded.replaceAll(/(?<=NotesApiDeployment[0-9A-F]{8})[0-9a-f]{32}/g, otherwise);
    expect(new Set([text, recoded, redeployed]).size).toBe(3);
    expect(JSON.stringify(masked(JSON.parse(redeployed)))).toBe(snapshot);
  });

  test('has another snapshot with any other change', () => {
    const hidden = leaves(template).filter((path) => JSON.stringify(masked(lengthenedAt(template, path))) === snapshot);
    expect(hidden).toEqual([]);
  });

  test('is not changed itself', () => {
    const before = structuredClone(template);
    masked(template);
    expect(template).toEqual(before);
  });
});

test("a hash of the user's own stays", () => {
  fc.assert(
    fc.property(fc.constantFrom(...TYPES), ownProperties(), (Type, Own) => {
      const template = {
        Parameters: { Own },
        Resources: {
          Asset: {
            Type,
            Properties: { Own, constructor: SHA256, Description: SHA256, Environment: { Own, Variables: { Own } } },
            Metadata: { Own },
          },
          [MD5]: { Type: 'Custom::Own' },
        },
        Outputs: { Own: { Value: Own } },
      };
      expect(masked(template)).toEqual(template);
    }),
  );
});

test("a file or an image of the user's own stays", () => {
  const resources = [
    `public.ecr.aws/docker/library/node@sha256:${SHA256}`,
    `${SHA256}${SHA256}.zip`,
    `${MD5}.zip`,
    'release-1.zip',
  ].flatMap((own) => [
    { Type: 'AWS::ECS::TaskDefinition', Properties: { ContainerDefinitions: [{ Image: own }] } },
    { Type: 'AWS::Lambda::Function', Properties: { Code: { ImageUri: own, S3Key: own } } },
  ]);
  expect(resources.map(masked)).toEqual(resources);
});

test('what has no hash any more is not changed again', () => {
  const resource = fc.record({ Type: fc.constantFrom(...TYPES), DependsOn: id(), Properties: ownProperties() });
  fc.assert(fc.property(fc.dictionary(id(), resource), (Resources) => {
    const once = masked({ Resources }) as object;
    expect(masked(once)).toEqual(once);
  }));
});

test('versions that are told apart by their hash alone all stay', () => {
  const versions = Object.fromEntries([MD5, otherwise(MD5)].map((hash) => [`Version${hash}`, { Type: 'AWS::Lambda::Version' }]));
  expect(masked({ Resources: versions })).toEqual({ Resources: versions });
});

test('anything that holds no resource is left to jest', () => {
  fc.assert(
    fc.property(fc.anything({ withDate: true, withMap: true, withNullPrototype: true, withSet: true, withSparseArray: true }), (value) => {
      expect(serializer.test(value)).toBe(false);
      expect(serializer.test({ Resources: value })).toBe(false);
    }),
  );
});

test('jest prints what it is given as any object, with its matchers', () => {
  const template = {
    Resources: {
      [`Deployment${MD5}`]: { Type: 'AWS::ApiGateway::Deployment', Properties: { RestApiId: 'own' } },
      Stage: { Type: 'AWS::ApiGateway::Stage', DependsOn: [`Deployment${MD5}`], Properties: { DeploymentId: { Ref: `Deployment${MD5}` } } },
      Function: {
        Type: 'AWS::Lambda::Function',
        Properties: { Code: { S3Key: `${SHA256}.zip` }, Environment: { Variables: { OWN: SHA256 } } },
      },
      Role: { Type: 'AWS::IAM::Role', Properties: { RoleName: 'a name' } },
    },
  };
  expect({ template }).toMatchInlineSnapshot({ template: { Resources: { Role: { Properties: { RoleName: expect.any(String) } } } } }, `
{
  "template": {
    "Resources": {
      "Deployment[content hash]": {
        "Properties": {
          "RestApiId": "own",
        },
        "Type": "AWS::ApiGateway::Deployment",
      },
      "Function": {
        "Properties": {
          "Code": {
            "S3Key": "[asset hash].zip",
          },
          "Environment": {
            "Variables": {
              "OWN": "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
            },
          },
        },
        "Type": "AWS::Lambda::Function",
      },
      "Role": {
        "Properties": {
          "RoleName": Any<String>,
        },
        "Type": "AWS::IAM::Role",
      },
      "Stage": {
        "DependsOn": [
          "Deployment[content hash]",
        ],
        "Properties": {
          "DeploymentId": {
            "Ref": "Deployment[content hash]",
          },
        },
        "Type": "AWS::ApiGateway::Stage",
      },
    },
  },
}
`);
});
