import { Stack } from 'aws-cdk-lib';
import {
  AwsSolutionsChecks, HIPAASecurityChecks, IApplyRule, NagPack, NagRuleCompliance, NIST80053R5Checks, PCIDSS321Checks, ServerlessChecks,
} from 'cdk-nag';
import { IConstruct } from 'constructs';

/** The paths in its stack of the resources that break a rule, by rule. */
export type Findings = Record<string, string[]>;

interface JudgingPack {
  readonly Pack: new () => NagPack;
  /** The prefix of its rule names here. */
  readonly prefix: string;
  /** The resources of a stack that it judges. */
  readonly scope: (stack: Stack) => IConstruct;
}

const whole = (stack: Stack): IConstruct => stack;

/** The user is responsible for everything else in a stack. */
const notesAlone = (stack: Stack): IConstruct => stack.node.findChild('Notes');

const PACKS: readonly JudgingPack[] = [
  { Pack: AwsSolutionsChecks, prefix: 'AwsSolutions-', scope: whole },
  { Pack: ServerlessChecks, prefix: 'Serverless-', scope: whole },
  // A rule has the same name in each of these.
  { Pack: HIPAASecurityChecks, prefix: '', scope: notesAlone },
  { Pack: NIST80053R5Checks, prefix: '', scope: notesAlone },
  { Pack: PCIDSS321Checks, prefix: '', scope: notesAlone },
];

/** The findings of cdk-nag in a stack. */
export function findings(stack: Stack): Findings {
  const found: Record<string, Set<string>> = {};
  for (const { Pack, prefix, scope } of PACKS) {
    for (const { ruleName, violatingResources } of new Pack().validateScope(scope(stack)).violations) {
      const paths = found[`${prefix}${ruleName.replace(/^[^-]+-/, '')}`] ??= new Set();
      violatingResources.forEach(({ constructPath }) => paths.add(constructPath!.slice(stack.node.path.length + 1)));
    }
  }
  return Object.fromEntries(Object.entries(found).map(([rule, paths]) => [rule, [...paths].sort()]));
}

/** The rules that judge at least one resource of a stack. */
export function applicableRules(stack: Stack): string[] {
  const applicable = new Set<string>();
  for (const { Pack, prefix, scope } of PACKS) {
    const applyRule = ({ node, rule, ruleSuffixOverride }: IApplyRule) => {
      if (rule(node) !== NagRuleCompliance.NOT_APPLICABLE) {
        applicable.add(`${prefix}${ruleSuffixOverride ?? rule.name}`);
      }
    };
    Object.assign(new Pack(), { applyRule }).validateScope(scope(stack));
  }
  return [...applicable];
}
