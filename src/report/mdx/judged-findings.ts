import { problem, type Problem } from '../../model/problem.ts';
import type { RunReport } from '../../model/run-report.ts';
import { listOfKind, lists } from '../judgements.ts';
import type { Suggest } from './name-hint.ts';
import type { CommentaryPlace } from './prose/prose-numbers.ts';

/**
 * A judgement of a finding that this run does not have is an error: no reader would see it. A judgement under the wrong
 * heading is a warning.
 */
export function checkJudgedFindings(report: RunReport, place: CommentaryPlace, suggest: Suggest): Problem[] {
  return lists.flatMap((list) =>
    report.commentary[list].flatMap(({ finding: id }, i) =>
      id === undefined ? [] : checkJudged(report, { list, i, id }, { place, suggest }),
    ),
  );
}

interface Judged {
  readonly list: (typeof lists)[number];
  readonly i: number;
  readonly id: string;
}

function checkJudged(
  { measures: { findings } }: RunReport,
  { list, i, id }: Judged,
  { place, suggest }: { readonly place: CommentaryPlace; readonly suggest: Suggest },
): Problem[] {
  const where = { path: `${list}.${i}.finding`, line: place.lineOfText([list, i, 'finding'], id), found: id };
  const finding = findings.find((one) => one.id === id);
  if (finding === undefined) {
    const mine = findings.filter(({ kind }) => listOfKind[kind] === list).map((one) => one.id);
    const has = mine.length === 0 ? `This run has no ${list}.` : `It has: ${mine.slice(0, 8).join(', ')}.`;
    const near = suggest(
      id,
      findings.map((one) => one.id),
    );
    return [
      problem('error', place.file, `This run has no finding "${id}".`, {
        ...where,
        hint: near ?? has,
      }),
    ];
  }
  if (listOfKind[finding.kind] === list) return [];
  return [
    problem('warning', place.file, `The finding "${id}" does not belong under "${list}".`, {
      ...where,
      hint: `Move it to "${listOfKind[finding.kind]}".`,
    }),
  ];
}
