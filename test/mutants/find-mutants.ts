import ts from 'typescript';

/** One small change of a source file: the text from `start` to `end` becomes `to`. */
export interface Mutant {
  readonly file: string;
  readonly line: number;
  readonly start: number;
  readonly end: number;
  readonly from: string;
  readonly to: string;
  /** The expression that it belongs to, from start to end. */
  readonly outer: readonly [number, number];
  /** Whether it is evaluated once, while its module is loaded. */
  readonly isStatic: boolean;
}

const operators = new Map<ts.SyntaxKind, string>([
  [ts.SyntaxKind.LessThanToken, '<='],
  [ts.SyntaxKind.LessThanEqualsToken, '<'],
  [ts.SyntaxKind.GreaterThanToken, '>='],
  [ts.SyntaxKind.GreaterThanEqualsToken, '>'],
  [ts.SyntaxKind.EqualsEqualsEqualsToken, '!=='],
  [ts.SyntaxKind.ExclamationEqualsEqualsToken, '==='],
  [ts.SyntaxKind.PlusToken, '-'],
  [ts.SyntaxKind.MinusToken, '+'],
  [ts.SyntaxKind.AsteriskToken, '/'],
  [ts.SyntaxKind.SlashToken, '*'],
  [ts.SyntaxKind.AmpersandAmpersandToken, '||'],
  [ts.SyntaxKind.BarBarToken, '&&'],
]);

/** Whether an operand of `+` is a text for certain: the sum of texts has no other operator. */
const isText = (node: ts.Expression): boolean =>
  ts.isStringLiteralLike(node) ||
  ts.isTemplateExpression(node) ||
  (ts.isBinaryExpression(node) && (isText(node.left) || isText(node.right)));

/** One more for whole numbers up to 10, twice as much for all others: a change that matters. */
function otherNumber(text: string): string {
  const value = Number(text.replaceAll('_', ''));
  return String(Number.isInteger(value) && value <= 10 ? value + 1 : value * 2);
}

type Change = readonly [node: ts.Node, to: string];

function changesOf(node: ts.Node, source: ts.SourceFile): Change[] {
  if (ts.isBinaryExpression(node)) {
    const to = operators.get(node.operatorToken.kind);
    return to === undefined || isText(node) ? [] : [[node.operatorToken, to]];
  }
  if (node.kind === ts.SyntaxKind.TrueKeyword) return [[node, 'false']];
  if (node.kind === ts.SyntaxKind.FalseKeyword) return [[node, 'true']];
  if (ts.isNumericLiteral(node)) {
    const { parent } = node;
    const isName =
      (ts.isPropertyAssignment(parent) && parent.name === node) ||
      (ts.isBindingElement(parent) && parent.propertyName === node);
    return isName ? [] : [[node, otherNumber(node.getText(source))]];
  }
  if (ts.isIfStatement(node) || ts.isWhileStatement(node))
    return [[node.expression, `!(${node.expression.getText(source)})`]];
  if (ts.isConditionalExpression(node)) return [[node.condition, `!(${node.condition.getText(source)})`]];
  return [];
}

const isOnlyType = (node: ts.Node): boolean =>
  ts.isTypeNode(node) || ts.isTypeAliasDeclaration(node) || ts.isInterfaceDeclaration(node);

/** Code that runs after its module was loaded: of functions, and the fields of objects. */
const isRunLater = (node: ts.Node): boolean => ts.isFunctionLike(node) || ts.isPropertyDeclaration(node);

/** All mutants of one file. Imports, types, texts, patterns and comments stay as they are. */
export function findMutants(file: string, text: string): Mutant[] {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const found: Mutant[] = [];
  const visit = (node: ts.Node): void => {
    if (isOnlyType(node) || ts.isImportDeclaration(node)) return;
    for (const [changed, to] of changesOf(node, source)) {
      const start = changed.getStart(source);
      const line = source.getLineAndCharacterOfPosition(start).line + 1;
      const outer = ts.isBinaryExpression(node) ? node : changed;
      found.push({
        file,
        line,
        start,
        end: changed.end,
        from: changed.getText(source),
        to,
        outer: [outer.getStart(source), outer.end],
        isStatic: ts.findAncestor(node, isRunLater) === undefined,
      });
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}
