import { ResourceEnvironment } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { checkedArnPart, checkedPath } from '../cdk/checked-values';

/** A reference to a notes API, with the attributes that grants need. */
export interface INotesApiRef extends IConstruct {
  /** The account and the region of the API. */
  readonly env: ResourceEnvironment;

  /** The id of the API Gateway REST API. */
  readonly restApiId: string;

  /** The name of the deployed stage. */
  readonly stageName: string;

  /** The path of the resource that the notes are mounted on: `/` if they have their own REST API. */
  readonly mountPath: string;
}

/** Checks what becomes part of ARNs: a wildcard would grant access to other APIs. */
export function checkRef({ env, restApiId, stageName, mountPath }: INotesApiRef): void {
  for (const [name, value] of Object.entries({ restApiId, stageName, ...env })) {
    checkedArnPart(name, value);
  }
  checkedPath('mountPath', mountPath, 'use a path that begins with a slash, without parameters or wildcards');
}
