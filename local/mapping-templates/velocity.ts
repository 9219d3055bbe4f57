import { Compile, parse } from 'velocityjs';
import { javaMethod } from './java-methods';
import { javaText } from './java-text';

type Ast = ReturnType<typeof parse>[number];

/** The part of an expression that is evaluated differently from JavaScript. */
interface Operation {
  readonly type: 'math';
  readonly operator: string;
  readonly expression: Ast[];
}

interface MethodCall {
  readonly context: unknown;
  readonly property: string;
  readonly params: unknown[];
}

const JAVA_METHODS = {
  uid: 'java',
  match: ({ context, property }: MethodCall) => javaMethod(context, property) !== undefined,
  resolve: ({ context, params, property }: MethodCall) => javaMethod(context, property)!(context, ...params),
};

/** Velocity as API Gateway runs it, on Java: it compares, tests and prints values in Java's way. */
class Velocity extends Compile {
  protected override getReferences(ast: Ast, isPrinted?: boolean): string {
    const value = super.getReferences(ast, isPrinted);
    return isPrinted ? javaText(value) : value;
  }

  protected override getExpression(ast: Ast): string {
    return this.operation(ast as unknown as Operation) ?? super.getExpression(ast);
  }

  protected override getBlock(block: Ast[]): string {
    const tested = (part: Ast): Ast => {
      const { condition } = part as unknown as { condition?: Ast };
      return condition ? { ...part, condition: { type: 'math', operator: 'truth', expression: [condition] } } as unknown as Ast : part;
    };
    return super.getBlock((block[0] as { type: string }).type === 'if' ? block.map(tested) : block);
  }

  private operation({ expression, operator, type }: Operation): any {
    if (type !== 'math') {
      return undefined;
    }
    const value = (at: number): unknown => this.getExpression(expression[at]);
    const results: Record<string, () => boolean> = {
      '==': () => equal(value(0), value(1)),
      '!=': () => !equal(value(0), value(1)),
      '&&': () => truth(value(0)) && truth(value(1)),
      '||': () => truth(value(0)) || truth(value(1)),
      'not': () => !truth(value(0)),
      'truth': () => truth(value(0)),
    };
    return results[operator]?.();
  }
}

/** Renders a template. A reference without a value prints nothing. */
export function renderVelocity(template: string, variables: Record<string, unknown>): string {
  return new Velocity(parse(template), { customMethodHandlers: [JAVA_METHODS] }).render(variables, {}, true);
}

/** Values of different types are compared by their text, so that null equals an empty string. */
function equal(left: unknown, right: unknown): boolean {
  return left === right || javaText(left) === javaText(right);
}

/** Everything but false and null is true, even an empty string. */
function truth(value: unknown): boolean {
  return value !== undefined && value !== null && value !== false;
}
