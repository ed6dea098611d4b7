import { join, relative } from 'node:path';
import { problem, type Problem } from '../../model/problem.ts';
import type { RunMeasures } from '../../model/run-measures.ts';
import type { RunReport } from '../../model/run-report.ts';
import { didYouMean } from '../../model/text/did-you-mean.ts';
import { checkAgainstRun, checkElements, checkSectionsPlaced } from '../../report/mdx/check-commentary.ts';
import { checkBodyVerdict } from '../../report/mdx/prose/contradicting-prose.ts';
import { checkFrontmatterElements } from '../../report/mdx/frontmatter-elements.ts';
import { checkJudgedFindings } from '../../report/mdx/judged-findings.ts';
import type { ParsedMdx } from '../../report/mdx/parse-mdx.ts';
import { checkStatedBounds } from '../../report/mdx/prose/check-stated-bounds.ts';
import { checkProseNumbers } from '../../report/mdx/prose/prose-numbers.ts';
import type { Paths } from '../../store/paths.ts';
import type { RunCommentary } from '../read/run-commentary.ts';

/** Sorted by file and line. */
export const sorted = (problems: readonly Problem[]): Problem[] =>
  problems.toSorted((a, b) => (a.file === b.file ? (a.line ?? 0) - (b.line ?? 0) : a.file < b.file ? -1 : 1));

export function undatedProblem(run: RunMeasures, { shownFrom, data }: Paths): Problem {
  const message = 'This run has no date. It is shown, but left out of trends.';
  return problem('warning', relative(shownFrom, join(data, run.id)), message, {
    hint: 'Add "startedAt" to its run.json, or a date to its id.',
  });
}

export function commentaryProblems(
  of: RunReport | undefined,
  commentary: RunCommentary,
  parsed: ParsedMdx,
): Problem[] {
  const own = [
    ...parsed.problems,
    ...checkElements(parsed, commentary.file, didYouMean),
    ...checkSectionsPlaced(parsed, commentary.file),
    ...checkFrontmatterElements(commentary.words, commentary),
  ];
  if (of === undefined) return own;
  return [
    ...own,
    ...checkAgainstRun(of, parsed, { ...commentary, suggest: didYouMean }),
    ...checkProseNumbers(of, parsed, commentary),
    ...checkStatedBounds(of, parsed, commentary),
    ...checkBodyVerdict(of, parsed, commentary),
    ...checkJudgedFindings(of, commentary, didYouMean),
  ];
}
