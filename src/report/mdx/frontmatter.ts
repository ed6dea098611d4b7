/** An MDX source, split into its frontmatter and its body. */
export interface SplitSource {
  /** The text between the fences; null without frontmatter. */
  readonly yaml: string | null;
  readonly body: string;
  /** The 1-based line of the source on which the body starts. */
  readonly bodyLine: number;
  /** Why the frontmatter is invalid, and on which line; null where it is valid or absent. */
  readonly fault: FrontmatterFault | null;
}

/** A form of frontmatter that other readers of MDX would split elsewhere. */
export interface FrontmatterFault {
  readonly message: string;
  readonly line: number;
}

const fence = /^---[ \t]*$/;
const anyFence = /^(?:---|\+\+\+)/;

/**
 * Splits an MDX source. The frontmatter is YAML between two lines of `---`, the first of which is the first line of the
 * file. The site's compiler also takes TOML, blank lines before the fence and fences with text behind them: these forms
 * are faults, so that the body that is checked is the body that is compiled.
 */
export function splitFrontmatter(source: string): SplitSource {
  const text = source.replace(/^\uFEFF/, '');
  const lines = text.split('\n').map((line) => line.replace(/\r$/, ''));
  const first = lines.findIndex((line) => line.trim() !== '');
  if (first === -1 || !anyFence.test(lines[first] ?? ''))
    return { yaml: null, body: text, bodyLine: 1, fault: null };
  const faultAt = (index: number, message: string): SplitSource => ({
    yaml: null,
    body: text,
    bodyLine: 1,
    fault: { message, line: index + 1 },
  });
  if (first > 0) return faultAt(first, 'The frontmatter does not start on the first line.');
  if (!fence.test(lines[0] ?? '')) return faultAt(0, 'The first line of the frontmatter is not `---`.');
  const last = lines.findIndex((line, i) => i > 0 && anyFence.test(line));
  if (last === -1) return faultAt(0, 'The frontmatter has no closing line.');
  if (!fence.test(lines[last] ?? '')) return faultAt(last, 'The frontmatter does not end with `---`.');
  const body = text
    .split('\n')
    .slice(last + 1)
    .join('\n');
  // The compiler looks for frontmatter again in what it is given.
  const next = lines.findIndex((line, i) => i > last && line.trim() !== '');
  if (anyFence.test(lines[next] ?? '')) return faultAt(next, 'A second frontmatter follows the first.');
  return { yaml: lines.slice(1, last).join('\n'), body, bodyLine: last + 2, fault: null };
}
