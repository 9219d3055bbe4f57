import { TemplateInput, TemplateParameters } from './template-input';
import { TemplateUtil } from './template-util';
import { renderVelocity } from './velocity';

export interface TemplateVariables {
  readonly body: string;
  readonly parameters: TemplateParameters;
  /** A template may set `requestOverride` and `responseOverride`. */
  readonly context: Record<string, unknown>;
  readonly stageVariables: Record<string, string>;
}

const UTIL = new TemplateUtil();

/** Renders the mapping template of an integration. */
export function renderMappingTemplate(template: string, { body, context, parameters, stageVariables }: TemplateVariables): string {
  return renderVelocity(template, { context, input: new TemplateInput(body, parameters), stageVariables, util: UTIL }).trim();
}
