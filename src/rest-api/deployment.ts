import { CfnResource, Lazy, Stack } from 'aws-cdk-lib';
import { Deployment, RestApi } from 'aws-cdk-lib/aws-apigateway';
import { IConstruct } from 'constructs';
import { DeploymentSnapshot } from './deployment-snapshot';

/** The snapshot of each deployment, which several notes can share. */
const snapshots = new WeakMap<Deployment, DeploymentSnapshot>();

/**
 * Replaces the deployment of the notes' own API exactly when its snapshot changes.
 *
 * The CDK's own hash misses what changes after a construct was made, and changes with the tags and the metadata of the API.
 */
export function deployOwn(api: RestApi): void {
  const deployment = api.latestDeployment!;
  const snapshot = snapshotOf(deployment);
  deployment.addToLogicalId = (data) => void snapshot.added.push(data);
  const resource = deployment.node.defaultChild as CfnResource;
  const stack = Stack.of(resource);
  resource.overrideLogicalId(Lazy.uncachedString({
    // While the CDK only looks for references, the snapshot is not rendered: it takes time.
    produce: ({ preparing }) => stack.getLogicalId(resource) + (preparing ? '' : snapshot.hash),
  }));
}

/** Replaces a deployment when its snapshot changes, in addition to the changes that the CDK detects. */
export function addToDeployment(deployment: Deployment, notes: IConstruct): void {
  const isNew = !snapshots.has(deployment);
  const snapshot = snapshotOf(deployment);
  snapshot.notes.add(notes);
  if (isNew) {
    deployment.addToLogicalId(Lazy.uncachedString({ produce: () => snapshot.hash }));
  }
}

function snapshotOf(deployment: Deployment): DeploymentSnapshot {
  const snapshot = snapshots.get(deployment) ?? new DeploymentSnapshot(deployment);
  snapshots.set(deployment, snapshot);
  return snapshot;
}
