import ts from 'typescript';

/** What stands between two tokens, as short as it may be: line breaks stay, and so do comments that a bundler reads. */
function compactGap(gap: string): string {
  if (gap.trim() !== '') return gap;
  return gap.replace(/[^\n]+/g, gap.includes('\n') ? '' : ' ');
}

/**
 * A module without indentation and without the spaces that types leave behind: a twentieth of the package. Every token
 * stays in its line; strings, templates and patterns are tokens, and stay as they are.
 */
export function compactSpaces(text: string): string {
  const source = ts.createSourceFile('module.js', text, ts.ScriptTarget.Latest, true, ts.ScriptKind.JS);
  let [compact, last] = ['', 0];
  const visit = (node: ts.Node): void => {
    if (node.kind >= ts.SyntaxKind.FirstJSDocNode && node.kind <= ts.SyntaxKind.LastJSDocNode) return;
    const children = node.getChildren(source);
    if (children.length > 0) {
      children.forEach(visit);
      return;
    }
    const start = node.getStart(source);
    if (start >= node.end && node.kind !== ts.SyntaxKind.EndOfFileToken) return;
    compact += compactGap(text.slice(last, start)) + text.slice(start, node.end);
    last = node.end;
  };
  visit(source);
  return compact + text.slice(last);
}
