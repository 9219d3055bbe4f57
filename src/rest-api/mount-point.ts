import { RemovalPolicy, Stack } from 'aws-cdk-lib';
import {
  CfnResource, CfnRestApi, IResource, Resource, ResourceBase, RestApi, RestApiBase, ThrottleSettings,
} from 'aws-cdk-lib/aws-apigateway';
import { Construct } from 'constructs';
import { addToDeployment } from './deployment';
import { checkedThrottle, checkedWebAclArn, notesRestApi } from './notes-rest-api';
import { cfnResources } from '../cdk/cfn-resources';
import { checkedPath, shown } from '../cdk/checked-values';
import { NOTES_PATH } from '../contract/paths';

/** The first segment of every path. */
const [, COLLECTION] = NOTES_PATH.split('/');

/** The place where the notes are mounted. */
export interface MountPoint {
  readonly api: RestApiBase;
  /** Whether the API can have other routes. */
  readonly isShared: boolean;
  /** The scope for further resources of the API. */
  readonly scope: Construct;
  /** The path that precedes `/notes`. */
  readonly mountPath: string;
  /** The resource for the path of a route. */
  at(path: string): IResource;
}

export interface MountPointProps {
  readonly mountOn?: IResource;
  readonly throttle?: ThrottleSettings;
  readonly webAclArn?: string;
  readonly accessLogs?: boolean;
  readonly removalPolicy: RemovalPolicy;
}

/** @throws an error when the notes cannot be mounted there */
export function mountPoint(scope: Construct, props: MountPointProps): MountPoint {
  const { mountOn, throttle, webAclArn, accessLogs, removalPolicy } = props;
  if (mountOn === undefined) {
    const api = notesRestApi(scope, {
      throttle: checkedThrottle(throttle),
      webAclArn: checkedWebAclArn(webAclArn),
      accessLogs: accessLogs === true,
      removalPolicy,
    });
    return own(api);
  }
  for (const [name, value] of Object.entries({ throttle, webAclArn, accessLogs: accessLogs || undefined })) {
    if (value !== undefined) {
      throw new Error(
        `"${name}" configures the stage, which belongs to the API of "mountOn": leave it out, and set it on that API`,
      );
    }
  }
  return mounted(scope, checkedMount(scope, mountOn));
}

function own(api: RestApi): MountPoint {
  return { api, isShared: false, scope: api, mountPath: api.root.path, at: (path) => api.root.resourceForPath(path) };
}

/** Under a resource of an existing REST API. The new resources belong to the scope, not to that API. */
function mounted(scope: Construct, mountOn: IResource): MountPoint {
  // Every IRestApi is a RestApiBase; the interface lacks members that are needed here.
  const api = mountOn.api as RestApiBase;
  if (api.latestDeployment) {
    addToDeployment(api.latestDeployment, scope);
  }
  // Re-imported, so that its default authorizer, API key and CORS options do not apply to the notes.
  const parent = Resource.fromResourceAttributes(scope, 'Parent', { restApi: api, resourceId: mountOn.resourceId, path: mountOn.path });
  const collection: ResourceBase = new Resource(scope, 'Resource', { parent, pathPart: COLLECTION });
  return {
    api,
    isShared: true,
    scope,
    mountPath: mountOn.path,
    at: (path) => collection.resourceForPath(path.slice(`/${COLLECTION}/`.length)),
  };
}

function checkedMount(scope: Construct, mountOn: IResource): IResource {
  if (typeof mountOn?.api?.restApiId !== 'string') {
    throw new Error(
      `"mountOn" is ${shown(mountOn)}, which is not a resource of a REST API: use one such as api.root or the result of api.root.addResource(…)`,
    );
  }
  checkedPath(
    'mountOn',
    mountOn.path,
    'use a resource whose path begins with a slash and has no parameters, because the notes API would ignore their values',
  );
  const [stack, theirs] = [Stack.of(scope), Stack.of(mountOn.api)];
  if (stack !== theirs) {
    throw new Error(
      `"mountOn" is ${mountOn.path} of an API in the stack "${theirs.node.path}", so the two stacks would depend on each other: `
        + `create the notes API in that stack, or import the API into "${stack.node.path}" with RestApi.fromRestApiAttributes`,
    );
  }
  const { body, bodyS3Location, mode } = (mountOn.api.node.defaultChild ?? {}) as Partial<CfnRestApi>;
  if ((body ?? bodyS3Location) && mode !== 'merge') {
    throw new Error(`"mountOn" is ${mountOn.path} of an API that an OpenAPI document defines, and the next change of the document would remove the notes: `
      + 'use an API whose resources are constructs, or set "mode" of its CfnRestApi to "merge"');
  }
  if (childOf(mountOn, stack)) {
    throw new Error(`"mountOn" is ${mountOn.path}, which already has a resource "${COLLECTION}": use another resource`);
  }
  return mountOn;
}

function childOf(parent: IResource, stack: Stack): boolean {
  return cfnResources(stack, /^AWS::ApiGateway::Resource$/).some((resource) => {
    const { parentId, pathPart, restApiId } = resource as CfnResource;
    return pathPart === COLLECTION && parentId === parent.resourceId && restApiId === parent.api.restApiId;
  });
}
