import { CfnOutput, Stack } from 'aws-cdk-lib';
import { NotesApi, NotesOperation } from 'cdk-notes-api';
import { Construct } from 'constructs';

export class ShopStack extends Stack {
  public readonly notes: NotesApi;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    this.notes = new NotesApi(this, 'Notes');
    new CfnOutput(this, 'NotesUrl', { value: this.notes.url });
    new CfnOutput(this, 'GetNote', { value: this.notes.functions[NotesOperation.GET].functionArn });
  }
}
