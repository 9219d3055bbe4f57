import { ContextKeys } from './context-keys';
import { Undecidable } from './undecidable';

const TOKEN = /\$\{([^}]*)\}|[*?]|[\\^$.|+()[\]{}]/g;

const WILDCARDS: Record<string, string> = { '*': '.*', '?': '.' };

/** The characters that a policy variable such as `${*}` escapes. */
const ESCAPES = ['*', '?', '$'];

/** Whether a text matches an IAM pattern with `*`, `?` and policy variables. */
export function matchesPattern(pattern: string, text: string, context: ContextKeys, flags = ''): boolean {
  const source = pattern.replace(TOKEN, (token, variable?: string) =>
    variable === undefined ? WILDCARDS[token] ?? `\\${token}` : escape(valueOf(variable, context)));
  return new RegExp(`^${source}$`, `s${flags}`).test(text);
}

/** Replaces the policy variables in a text. */
export function expand(text: string, context: ContextKeys): string {
  return text.replace(/\$\{([^}]*)\}/g, (_token, variable: string) => valueOf(variable, context));
}

/** Whether an ARN matches a pattern, part by part: a wildcard does not cross a colon. */
export function matchesArn(pattern: string, arn: string, context: ContextKeys): boolean {
  const parts = arnParts(arn);
  // A colon in a policy variable does not separate parts, and wildcards in its value are literal.
  const patterns = arnParts(
    pattern.replace(/\$\{[^}]*\}/g, (variable) => expand(variable, context).replace(/[*?$]/g, (character) => `\${${character}}`)),
  );
  return patterns.length === parts.length && patterns.every((part, at) => matchesPattern(part, parts[at], context));
}

function escape(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}

function arnParts(arn: string): string[] {
  const parts = arn.split(':');
  return [...parts.slice(0, 5), parts.slice(5).join(':')];
}

function valueOf(variable: string, context: ContextKeys): string {
  if (ESCAPES.includes(variable)) {
    return variable;
  }
  const [value, ...others] = context.get(variable);
  if (value === undefined || others.length) {
    throw new Undecidable(`the policy variable \${${variable}} does not have exactly one value`);
  }
  return value;
}
