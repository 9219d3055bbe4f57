/** The values that intrinsic functions read from their stack. */
export interface References {
  ref(name: string): unknown;
  getAtt(logicalId: string, attribute: string): unknown;
  condition(name: string): boolean;
  mapping(map: string, topKey: string, secondKey: string): unknown;
  importValue(name: string): unknown;
  /** The result of a dynamic reference, `{{resolve:service:key}}`. */
  dynamicReference(service: string, key: string): string;
}

type Intrinsic = (argument: unknown, references: References) => unknown;

const INTRINSICS: Record<string, Intrinsic> = {
  'Ref': (name, references) => references.ref(String(name)),
  'Condition': (name, references) => references.condition(String(name)),
  'Fn::GetAtt': (target, references) => {
    const [logicalId, ...attribute] = typeof target === 'string' ? target.split('.') : strings(target, references);
    return references.getAtt(logicalId, attribute.join('.'));
  },
  'Fn::Join': (argument, references) => {
    const [delimiter, parts] = list(argument);
    return strings(parts, references).join(String(delimiter));
  },
  'Fn::Sub': (argument, references) => {
    const [text, variables] = typeof argument === 'string' ? [argument, {}] : list(argument);
    return substitute(String(text), resolve(variables, references) as Record<string, unknown>, references);
  },
  'Fn::Select': (argument, references) => {
    const [index, values] = list(argument);
    return list(resolve(values, references))[Number(resolve(index, references))];
  },
  'Fn::Split': (argument, references) => {
    const [delimiter, text] = list(argument);
    return String(resolve(text, references)).split(String(delimiter));
  },
  'Fn::Base64': (text, references) => Buffer.from(String(resolve(text, references))).toString('base64'),
  'Fn::FindInMap': (argument, references) => {
    const [map, topKey, secondKey] = strings(argument, references);
    return references.mapping(map, topKey, secondKey);
  },
  'Fn::ImportValue': (name, references) => references.importValue(String(resolve(name, references))),
  'Fn::If': (argument, references) => {
    const [condition, whenTrue, whenFalse] = list(argument);
    return resolve(references.condition(String(condition)) ? whenTrue : whenFalse, references);
  },
  'Fn::Equals': (argument, references) => {
    const [left, right] = list(argument).map((side) => resolve(side, references));
    return String(left) === String(right);
  },
  'Fn::And': (argument, references) => list(argument).every((operand) => resolve(operand, references)),
  'Fn::Or': (argument, references) => list(argument).some((operand) => resolve(operand, references)),
  'Fn::Not': (argument, references) => !resolve(list(argument)[0], references),
};

/** Replaces every intrinsic function in a value by its result; `AWS::NoValue` removes the member. */
export function resolve(value: unknown, references: References): unknown {
  if (Array.isArray(value)) {
    return value.map((item) => resolve(item, references)).filter((item) => item !== undefined);
  }
  if (value === null || typeof value !== 'object') {
    return value;
  }
  const entries = Object.entries(value);
  const [name, argument] = entries[0] ?? [];
  if (entries.length === 1 && isIntrinsic(name, argument)) {
    const intrinsic = INTRINSICS[name];
    if (!intrinsic) {
      throw new Error(`the intrinsic function ${name} is not supported`);
    }
    return intrinsic(argument, references);
  }
  return Object.fromEntries(entries
    .map(([key, member]) => [key, resolve(member, references)])
    .filter(([, member]) => member !== undefined));
}

function isIntrinsic(name: string, argument: unknown): boolean {
  return name.startsWith('Fn::') || ((name === 'Ref' || name === 'Condition') && typeof argument === 'string');
}

function substitute(text: string, variables: Record<string, unknown>, references: References): string {
  return text.replace(/\$\{(!?)([^}]+)\}/g, (_match, literal: string, name: string) => {
    if (literal) {
      return `\${${name}}`;
    }
    if (Object.hasOwn(variables, name)) {
      return String(variables[name]);
    }
    const [logicalId, ...attribute] = name.trim().split('.');
    return String(attribute.length ? references.getAtt(logicalId, attribute.join('.')) : references.ref(logicalId));
  });
}

function list(value: unknown): unknown[] {
  if (!Array.isArray(value)) {
    throw new Error(`expected a list, found ${JSON.stringify(value)}`);
  }
  return value;
}

function strings(value: unknown, references: References): string[] {
  return list(resolve(value, references)).map(String);
}
