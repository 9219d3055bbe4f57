import { ResourceEnvironment, Stack } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { NotesApiBase } from './notes-api-base';
import { NotesApiGrants } from './notes-api-grants';
import { checkRef } from './notes-api-ref';
import { checkNames, Names } from '../cdk/checked-names';
import { checkedObject, checkedText } from '../cdk/checked-values';
import { DEFAULT_STAGE } from '../contract/stage';

/** The attributes that identify an existing notes API. */
export interface NotesApiAttributes {
  /** The id of the API Gateway REST API: `notes.restApiId`. */
  readonly restApiId: string;

  /** The name of the REST API: `notes.restApiName`. It identifies the metrics. */
  readonly restApiName: string;

  /** The base URL of the API, with a trailing slash: `notes.url`. */
  readonly url: string;

  /**
   * The account that the API is in.
   *
   * @default - the account of the stack that the reference is in
   */
  readonly account?: string;

  /**
   * The region that the API is in.
   *
   * @default - the region of the stack that the reference is in
   */
  readonly region?: string;

  /**
   * The name of the deployed stage.
   *
   * @default 'prod'
   */
  readonly stageName?: string;

  /**
   * The path of the resource that the notes are mounted on: `notes.mountPath`. It begins with a slash, and has no parameters or wildcards.
   *
   * @default '/' - the notes have their own REST API
   */
  readonly mountPath?: string;
}

const NAMES: Names<NotesApiAttributes> = {
  account: true, mountPath: true, region: true, restApiId: true, restApiName: true, stageName: true, url: true,
};

/** A notes API that this app does not create. */
export class ImportedNotesApi extends NotesApiBase {
  public readonly env: ResourceEnvironment;
  public readonly restApiId: string;
  public readonly restApiName: string;
  public readonly stageName: string;
  public readonly url: string;
  public readonly mountPath: string;
  public readonly grants = NotesApiGrants.fromNotesApi(this);

  constructor(scope: Construct, id: string, attributes: NotesApiAttributes) {
    super(scope, id);
    checkNames('', checkedObject('attributes', attributes, '{"restApiId": "a1b2c3d4e5", …}'), NAMES);
    const { account, region } = Stack.of(this);
    this.env = { account: attributes.account ?? account, region: attributes.region ?? region };
    this.restApiId = attributes.restApiId;
    this.restApiName = checkedText('restApiName', attributes.restApiName, 'use the name of the REST API, such as "notes.restApiName"');
    this.stageName = attributes.stageName ?? DEFAULT_STAGE;
    this.url = checkedText('url', attributes.url, 'use the base URL of the API, such as "notes.url"');
    this.mountPath = attributes.mountPath ?? '/';
    checkRef(this);
  }
}
