import { App, Fn, Stack, Validations } from 'aws-cdk-lib';
import { CfnStage } from 'aws-cdk-lib/aws-apigateway';
import { CfnFunction } from 'aws-cdk-lib/aws-lambda';
import { CfnLogGroup } from 'aws-cdk-lib/aws-logs';
import { ACKNOWLEDGED, PERMISSIONS_ON_ALL } from './findings';
import { profileStack } from '../consumer/app/lib/profiles';
import { NotesApi } from 'cdk-notes-api';

const STANDARDS = ['HIPAA.Security', 'NIST.800.53.R5', 'PCI.DSS.321'];

/** A notes API whose user followed every item of the list of findings, so that every rule is silent. */
export function hardened(): { stack: Stack; notes: NotesApi } {
  const { stack, notes } = profileStack(new App(), 'Everything');
  const stage = notes.api.deploymentStage.node.defaultChild as CfnStage;
  stage.methodSettings = [
    { httpMethod: '*', resourcePath: '/*', loggingLevel: 'ERROR', throttlingBurstLimit: 20, throttlingRateLimit: 10 },
  ];
  stage.tracingEnabled = true;

  for (const { node, role } of Object.values(notes.functions)) {
    const lambda = node.defaultChild as CfnFunction;
    lambda.deadLetterConfig = { targetArn: Fn.importValue('DeadLettersArn') };
    Validations.of(role!).acknowledge(...PERMISSIONS_ON_ALL.map((id) => ({ id, reason: 'There is no ARN to name.' })));
  }

  for (const group of notes.node.findAll().filter((child) => child instanceof CfnLogGroup)) {
    group.kmsKeyId = Fn.importValue('LogsKeyArn');
  }
  Validations.of(notes).acknowledge(...STANDARDS.flatMap((standard) => ACKNOWLEDGED.map((rule) => (
    { id: `${standard}-${rule}`, reason: 'docs/security-findings.md tells it.' }
  ))));
  return { stack, notes };
}
