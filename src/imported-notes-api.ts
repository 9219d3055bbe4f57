import { Construct } from 'constructs';
import { NotesApiBase } from './notes-api-base';
import { DEFAULT_STAGE } from './notes-rest-api';

/** What identifies a notes API that exists already. */
export interface NotesApiAttributes {
  /** The id of the API Gateway REST API, as `notes.restApiId` gives it. */
  readonly restApiId: string;

  /** The name of the REST API, as `notes.restApiName` gives it: its metrics are told apart by it. */
  readonly restApiName: string;

  /** The address of the API, as `notes.url` gives it. */
  readonly url: string;

  /**
   * The name of the deployed stage.
   *
   * @default 'prod'
   */
  readonly stageName?: string;
}

/** A notes API that this app does not create. */
export class ImportedNotesApi extends NotesApiBase {
  public readonly restApiId: string;
  public readonly restApiName: string;
  public readonly stageName: string;
  public readonly url: string;

  constructor(scope: Construct, id: string, attributes: NotesApiAttributes) {
    super(scope, id);
    this.restApiId = attributes.restApiId;
    this.restApiName = attributes.restApiName;
    this.stageName = attributes.stageName ?? DEFAULT_STAGE;
    this.url = attributes.url;
  }
}
