import { App, Fn, Stack } from 'aws-cdk-lib';
import { AccessLogFormat, CfnStage } from 'aws-cdk-lib/aws-apigateway';
import { CfnFunction } from 'aws-cdk-lib/aws-lambda';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { profileStack } from '../consumer/app/lib/profiles';
import { NotesApi } from 'cdk-notes-api';

/** A notes API whose user did all that the list of findings names, so that every rule is silent. */
export function hardened(): { stack: Stack; notes: NotesApi } {
  const { stack, notes } = profileStack(new App(), 'Everything');
  const stage = notes.api.deploymentStage.node.defaultChild as CfnStage;
  stage.accessLogSetting = {
    destinationArn: new LogGroup(stack, 'AccessLog', { retention: RetentionDays.ONE_MONTH }).logGroupArn,
    format: AccessLogFormat.jsonWithStandardFields().toString(),
  };
  stage.methodSettings = [{ httpMethod: '*', resourcePath: '/*', loggingLevel: 'ERROR', throttlingBurstLimit: 20, throttlingRateLimit: 10 }];
  stage.tracingEnabled = true;

  for (const { node } of Object.values(notes.functions)) {
    const lambda = node.defaultChild as CfnFunction;
    lambda.deadLetterConfig = { targetArn: Fn.importValue('DeadLettersArn') };
    // Without the permission on "*" that goes with it, which would be a finding itself.
    lambda.tracingConfig = { mode: 'Active' };
  }
  return { stack, notes };
}
