import { join, relative } from 'node:path';
import { problem, type Problem } from '../../model/problem.ts';
import type { RunMeasures } from '../../model/run-measures.ts';
import type { RunReport } from '../../model/run-report.ts';
import { didYouMean } from '../../model/did-you-mean.ts';
import { checkAgainstRun, checkElements } from '../../report/mdx/check-words.ts';
import { checkFrontmatterElements } from '../../report/mdx/frontmatter-elements.ts';
import { checkJudgedFindings } from '../../report/mdx/judged-findings.ts';
import type { ParsedMdx } from '../../report/mdx/parse-mdx.ts';
import { checkProseNumbers } from '../../report/mdx/prose-numbers.ts';
import type { Dirs } from '../../store/dirs.ts';
import type { RunWords } from '../read/read-commentary.ts';

/** By file and line, so that problems of one place stand together. */
export const sorted = (problems: readonly Problem[]): Problem[] =>
  problems.toSorted((a, b) => (a.file === b.file ? (a.line ?? 0) - (b.line ?? 0) : a.file < b.file ? -1 : 1));

export function undatedProblem(run: RunMeasures, { cwd, dataDir }: Dirs): Problem {
  const message = 'Nothing says when this run was made: it is shown, but takes no part in trends.';
  return problem('warning', relative(cwd, join(dataDir, run.id)), message, {
    hint: 'Add "startedAt" to its run.json, or a date to its name.',
  });
}

export function wordProblems(of: RunReport | undefined, said: RunWords, parsed: ParsedMdx): Problem[] {
  const own = [
    ...parsed.problems,
    ...checkElements(parsed, said.file, didYouMean),
    ...checkFrontmatterElements(said.words, said),
  ];
  if (of === undefined) return own;
  return [
    ...own,
    ...checkAgainstRun(of, parsed, { ...said, suggest: didYouMean }),
    ...checkProseNumbers(of, parsed, said),
    ...checkJudgedFindings(of, said, didYouMean),
  ];
}
