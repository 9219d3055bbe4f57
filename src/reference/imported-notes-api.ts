import { ResourceEnvironment, Stack } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { NotesApiAttributes, NotesApiBase } from './notes-api-base';
import { checkedPath } from '../cdk/checked-values';
import { DEFAULT_STAGE } from '../contract/stage';

/** A notes API that this app does not create. */
export class ImportedNotesApi extends NotesApiBase {
  public readonly env: ResourceEnvironment;
  public readonly restApiId: string;
  public readonly restApiName: string;
  public readonly stageName: string;
  public readonly url: string;
  public readonly mountPath: string;

  constructor(scope: Construct, id: string, attributes: NotesApiAttributes) {
    super(scope, id);
    const { account, region } = Stack.of(this);
    this.env = { account: attributes.account ?? account, region: attributes.region ?? region };
    this.restApiId = attributes.restApiId;
    this.restApiName = attributes.restApiName;
    this.stageName = attributes.stageName ?? DEFAULT_STAGE;
    this.url = attributes.url;
    this.mountPath = checkedPath(
      'mountPath',
      attributes.mountPath ?? '/',
      'use a path that begins with a slash, without parameters and wildcards',
    );
  }
}
