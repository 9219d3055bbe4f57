import { ResourceEnvironment } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';

/** What identifies a notes API to those who call it. */
export interface INotesApiRef extends IConstruct {
  /** The account and the region of the API. */
  readonly env: ResourceEnvironment;

  /** The id of the API Gateway REST API. */
  readonly restApiId: string;

  /** The name of the deployed stage. */
  readonly stageName: string;

  /** The path of the resource that the notes are under: `/` in a REST API of their own. */
  readonly mountPath: string;
}
