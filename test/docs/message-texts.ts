import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as ts from 'typescript';

const ROOT = join(__dirname, '..', '..');

/** For a part of a text that is only known when the code runs. */
export const HOLE = '…';

const SOURCE = /\.c?[jt]s$/;

/** The texts in the files of a folder or in a file, whole where the code joins them. Of a warning, it is the id. */
export function textsIn(path: string): string[] {
  const files = SOURCE.test(path) ? [path] : readdirSync(join(ROOT, path), { recursive: true, encoding: 'utf8' })
    .filter((file) => SOURCE.test(file) && !file.includes('node_modules'))
    .map((file) => join(path, file));
  return files.flatMap((file) => textsOf(ts.createSourceFile(file, readFileSync(join(ROOT, file), 'utf8'), ts.ScriptTarget.Latest)));
}

function textsOf(node: ts.Node): string[] {
  const found = textOf(node);
  if (found !== undefined) {
    return [found];
  }
  if (isWarning(node)) {
    return textsOf(node.arguments[0]);
  }
  const inside: string[] = [];
  ts.forEachChild(node, (child) => { inside.push(...textsOf(child)); });
  return inside;
}

const isWarning = (node: ts.Node): node is ts.CallExpression =>
  ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression) && node.expression.name.text === 'addWarningV2';

function textOf(node: ts.Node): string | undefined {
  if (ts.isStringLiteralLike(node)) {
    return node.text;
  }
  if (ts.isTemplateExpression(node)) {
    return node.head.text + node.templateSpans.map(({ literal }) => HOLE + literal.text).join('');
  }
  if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.PlusToken) {
    const [left, right] = [textOf(node.left), textOf(node.right)];
    return left === undefined && right === undefined ? undefined : (left ?? HOLE) + (right ?? HOLE);
  }
  return undefined;
}
