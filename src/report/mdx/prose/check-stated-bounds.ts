import type { RootContent } from 'mdast';
import { formatMetric } from '../../../model/text/format.ts';
import { metricOf } from '../../../model/metrics/metrics.ts';
import type { MetricValue } from '../../../model/metrics/metric-value.ts';
import { problem, type Problem } from '../../../model/problem.ts';
import type { RunReport } from '../../../model/run-report.ts';
import { attributeText } from '../attribute-text.ts';
import { valuePlace } from '../named-value.ts';
import type { ParsedMdx } from '../parse-mdx.ts';
import { textOf } from './prose-clauses.ts';
import type { CommentaryPlace } from './prose-numbers.ts';
import { isHeadingOfOther, speaksOfAims, statedBounds, type StatedBound } from './stated-bounds.ts';

/** A paragraph, and where it is. */
interface Paragraph {
  readonly text: string;
  readonly line: number | null;
  readonly path: string | null;
}

/** Warns of sentences such as "p95 stays below 500 ms" if every value that they may mean is beyond the bound. */
export function checkStatedBounds(report: RunReport, parsed: ParsedMdx, place: CommentaryPlace): Problem[] {
  return [...frontmatter(report, place), ...bodyParagraphs(parsed.tree.children, place)].flatMap(
    ({ text, line, path }) =>
      statedBounds(text).flatMap((stated) => {
        const nearest = contradicting(report, stated);
        if (nearest === null) return [];
        const of = `the ${metricOf(nearest).label.toLowerCase()} of ${valuePlace(nearest)}`;
        return problem(
          'warning',
          place.file,
          `"${stated.text}" is contradicted by the data: ${of} is ${formatMetric(nearest.value, nearest)}.`,
          {
            line,
            ...(path !== null && { path }),
            found: stated.text,
            hint: `Correct the sentence. In the body, <Claim ${attributeText('metric', stated.metric)} below={${stated.below}}> checks it in every build.`,
          },
        );
      }),
  );
}

/** The value nearest to a bound if all that the sentence may mean are beyond it; else null. */
function contradicting(
  { measures }: RunReport,
  { metric, endpoint, below }: StatedBound,
): MetricValue | null {
  const labels = new Map(measures.response.map((row) => [row.endpoint, row.label]));
  const isMeant = (value: MetricValue): boolean =>
    value.metric === metric &&
    (endpoint === null || value.endpoint === endpoint || labels.get(value.endpoint ?? '') === endpoint);
  const found = measures.metricValues.filter(isMeant).toSorted((a, b) => a.value - b.value);
  const [least] = found;
  return least !== undefined && least.value > below ? least : null;
}

function frontmatter({ commentary }: RunReport, { lineOfText }: CommentaryPlace): Paragraph[] {
  return (['title', 'summary', 'conclusion'] as const).flatMap((key) =>
    (commentary[key] ?? '')
      .split(/\n{2,}/)
      .map((text) => ({ text, line: lineOfText([key], text.trim().split('\n')[0] ?? ''), path: key })),
  );
}

/** No heading is deeper. */
const deepest = 6;

/**
 * Paragraphs outside of lists and quotations; none below a heading of aims or of a part of the run, nor below the headings
 * and in the components below it, nor after a paragraph that speaks of aims.
 */
function bodyParagraphs(nodes: readonly RootContent[], place: CommentaryPlace, isAside = false): Paragraph[] {
  // A heading of this depth or a higher one ends what is not about the whole run.
  let asideDepth: number | null = isAside ? 0 : null;
  return nodes.flatMap((node): Paragraph[] => {
    if (node.type === 'heading' && (asideDepth === null || node.depth <= asideDepth))
      asideDepth = isHeadingOfOther(textOf(node)) ? node.depth : null;
    if (node.type === 'mdxJsxFlowElement')
      return node.name === 'Claim' || node.name === 'PerformanceComparedToTarget'
        ? []
        : bodyParagraphs(node.children, place, asideDepth !== null);
    if (node.type !== 'paragraph') return [];
    const text = textOf(node);
    if (speaksOfAims(text)) asideDepth ??= deepest;
    const start = node.position?.start.line;
    const line = start === undefined ? null : start + place.bodyLine - 1;
    return asideDepth === null ? [{ text, line, path: null }] : [];
  });
}
