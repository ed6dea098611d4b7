import { problem, type Problem } from '../../model/problem.ts';
import type { RunReport } from '../../model/run-report.ts';
import type { ParsedMdx } from './parse-mdx.ts';
import { bodyClauses } from './prose-clauses.ts';

const allMet =
  /\b(all|every|each)\b[^.]*\b(target|requirement|goal)s?\b[^.]*\b(met|fulfilled|satisfied|achieved|passed|reached)\b|\b(meets|met|fulfils|passes) (all|every|its|the) [^.]*\b(target|requirement|goal)s?\b|\bmeets (all|every|its|the) /i;
const missed = /\b(does not|doesn't|fails to|did not|didn't) meet\b/i;
/** "All targets but one are met", "not all targets are met". */
const limited = /\b(not (all|every)|all but|but (one|two|three|\d)|except|apart from|other than)\b/i;

/** True if a text says that all targets are met and one is not, or the other way around. */
export function contradictsVerdict(text: string, verdict: RunReport['verdict']): boolean {
  const isAboutMissed = missed.test(text);
  if (isAboutMissed) return verdict === 'met';
  return verdict === 'not met' && allMet.test(text) && !limited.test(text);
}

/** Sentences of the body that contradict the verdict of the targets. */
export function checkBodyVerdict(
  { verdict }: RunReport,
  parsed: ParsedMdx,
  { file, bodyLine }: { readonly file: string; readonly bodyLine: number },
): Problem[] {
  return bodyClauses(parsed, bodyLine)
    .filter(({ text }) => contradictsVerdict(text, verdict))
    .map(({ placeOf }) =>
      problem(
        'warning',
        file,
        `This sentence seems to contradict the verdict of the targets ("${verdict}").`,
        {
          line: placeOf(0)?.line ?? null,
          hint: 'Check the sentence.',
        },
      ),
    );
}
