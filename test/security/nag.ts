import { Stack } from 'aws-cdk-lib';
import { AwsSolutionsChecks, IApplyRule, NagRuleCompliance, ServerlessChecks } from 'cdk-nag';

/** The paths in its stack of the resources that break a rule, by rule. */
export type Findings = Record<string, string[]>;

/** What AwsSolutions and Serverless find in a stack. */
export function findings(stack: Stack): Findings {
  const violations = [new AwsSolutionsChecks(), new ServerlessChecks()].flatMap((pack) => pack.validateScope(stack).violations);
  return Object.fromEntries(violations.map(({ ruleName, violatingResources }) => [
    ruleName, violatingResources.map(({ constructPath }) => constructPath!.slice(stack.node.path.length + 1)).sort(),
  ]));
}

/** The rules of both packs that judge at least one resource of a stack. */
export function applicableRules(stack: Stack): string[] {
  const packs = [new RecordedAwsSolutions(), new RecordedServerless()];
  packs.forEach((pack) => pack.validateScope(stack));
  return [...new Set(packs.flatMap(({ applicable }) => applicable))].sort();
}

class RecordedAwsSolutions extends AwsSolutionsChecks {
  public readonly applicable: string[] = [];

  protected applyRule(rule: IApplyRule): void {
    this.applicable.push(...judging(this.packName, rule));
  }
}

class RecordedServerless extends ServerlessChecks {
  public readonly applicable: string[] = [];

  protected applyRule(rule: IApplyRule): void {
    this.applicable.push(...judging(this.packName, rule));
  }
}

/** The id of the rule, if it judges the resource that it is applied to. */
function judging(packName: string, { node, rule, ruleSuffixOverride }: IApplyRule): string[] {
  return rule(node) === NagRuleCompliance.NOT_APPLICABLE ? [] : [`${packName}-${ruleSuffixOverride ?? rule.name}`];
}
