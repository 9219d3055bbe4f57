import { isDeepStrictEqual } from 'node:util';

export interface Template {
  readonly Resources: Readonly<Record<string, Resource>>;
}

interface Resource {
  readonly Type: string;
  readonly DeletionPolicy?: string;
  readonly Properties?: Readonly<Record<string, unknown>>;
  readonly Metadata?: { readonly 'aws:cdk:path': string };
}

/** The changes of a deployment, as the pages show them: changed resources by name, new and removed ones by number. */
export function templateDiff(before: Template, after: Template): string {
  return [...changes(before, after), ...counts('-', before, after), ...counts('+', after, before)].join('\n') + '\n';
}

function changes(before: Template, after: Template): string[] {
  return Object.entries(after.Resources).flatMap(([logicalId, resource]) => {
    const previous = before.Resources[logicalId];
    const lines = previous ? [...properties('-', previous, resource), ...properties('+', resource, previous)] : [];
    return lines.length ? [`[~] ${resource.Type} ${pathOf(resource)}`, ...lines] : [];
  });
}

/** The properties that only this resource has, and, with a plus, those whose value differs. */
function properties(sign: '-' | '+', resource: Resource, other: Resource): string[] {
  return Object.entries(resource.Properties ?? {}).flatMap(([name, value]) => {
    const counterpart = other.Properties?.[name];
    if (counterpart === undefined) {
      return [` └─ [${sign}] ${name}`];
    }
    return sign === '+' && !isDeepStrictEqual(value, counterpart) ? [` └─ [~] ${name}`] : [];
  });
}

function counts(sign: '-' | '+', template: Template, other: Template): string[] {
  const found = new Map<string, number>();
  for (const [logicalId, { Type }] of Object.entries(template.Resources)) {
    if (!other.Resources[logicalId]) {
      found.set(Type, (found.get(Type) ?? 0) + 1);
    }
  }
  return [...found].sort().map(([type, count]) => `[${sign}] ${count} ${type}`);
}

/** The construct path without the stack and the resource itself, as `cdk diff` shows it. */
const pathOf = ({ Metadata }: Resource): string => Metadata!['aws:cdk:path'].split('/').slice(1).join('/').replace(/\/Resource$/, '');
