import { problem, type Problem } from '../../model/problem.ts';
import type { RunReport } from '../../model/run-report.ts';
import { listOfKind, lists } from '../judgements.ts';
import type { Suggest } from './check-words.ts';
import type { WordsPlace } from './prose-numbers.ts';

/**
 * Findings that people confirm or reject and that this run does not have are errors: nobody would ever read them.
 * One that stands under another heading is warned of.
 */
export function checkJudgedFindings(report: RunReport, place: WordsPlace, suggest: Suggest): Problem[] {
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
  { place, suggest }: { readonly place: WordsPlace; readonly suggest: Suggest },
): Problem[] {
  const where = { path: `${list}.${i}.finding`, line: place.lineOfText([list, i, 'finding'], id), found: id };
  const finding = findings.find((one) => one.id === id);
  if (finding === undefined) {
    const mine = findings.filter(({ kind }) => listOfKind[kind] === list).map((one) => one.id);
    const has = mine.length === 0 ? `No ${list} were found here.` : `It has: ${mine.slice(0, 8).join(', ')}.`;
    const near = suggest(
      id,
      findings.map((one) => one.id),
    );
    return [
      problem('error', place.file, `This run has no finding "${id}" to be judged.`, {
        ...where,
        hint: near ?? has,
      }),
    ];
  }
  if (listOfKind[finding.kind] === list) return [];
  return [
    problem('warning', place.file, `The finding "${id}" is none of the ${list}.`, {
      ...where,
      hint: `Judge it under "${listOfKind[finding.kind]}".`,
    }),
  ];
}
