import { problem, type Problem } from '../../model/problem.ts';
import type { RunReport } from '../../model/run-report.ts';
import type { WordsPlace } from './prose-numbers.ts';

/** Where people judge each kind of finding; limits are told and not judged. */
const listOf = { bottleneck: 'bottlenecks', anomaly: 'anomalies', limit: null } as const;

/** Warns of findings that people confirm or reject and that this run does not have, or has under another heading. */
export function checkJudgedFindings({ measures, words }: RunReport, place: WordsPlace): Problem[] {
  return (['bottlenecks', 'anomalies'] as const).flatMap((list) =>
    words[list].flatMap(({ finding: id }, i) => {
      if (id === undefined) return [];
      const finding = measures.findings.find((one) => one.id === id);
      if (finding !== undefined && listOf[finding.kind] === list) return [];
      const ids = measures.findings.filter(({ kind }) => listOf[kind] === list).map((one) => one.id);
      const elsewhere = finding === undefined ? null : listOf[finding.kind];
      return problem(
        'warning',
        place.file,
        finding === undefined
          ? `This run has no finding "${id}" to be judged.`
          : `The finding "${id}" is none of the ${list}.`,
        {
          path: `${list}.${i}.finding`,
          line: place.lineOfText([list, i, 'finding'], id),
          found: id,
          hint:
            elsewhere !== null
              ? `Judge it under "${elsewhere}".`
              : ids.length === 0
                ? 'Take it out: none was found here.'
                : `It has: ${ids.slice(0, 8).join(', ')}.`,
        },
      );
    }),
  );
}
