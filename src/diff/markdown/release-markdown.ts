import { more } from './lists.ts';
import type { BlockContent } from 'mdast';
import type { DiffRun } from '../../model/documents/diff.ts';
import type { ReleaseChanges, ReleaseShift, ReleaseWork } from '../../model/documents/release-document.ts';
import { defaultScenario } from '../../model/lifecycle.ts';
import { metricOf } from '../../model/metrics/metrics.ts';
import { effectWording } from '../../model/text/verdict-wording.ts';
import { formatChange, noValue } from '../../model/text/format.ts';
import { heading, paragraph, plain } from '../../report/markdown/nodes.ts';
import { printMarkdown } from '../../report/markdown/printer.ts';
import { tableOf } from './cell-table.ts';
import { diffMarkdown } from './diff-markdown.ts';
import { inertTree, name, words } from './foreign.ts';
import { intervalText, judgementText, sizeText, valuesText } from './metric-text.ts';

const mostRows = 50;

/** Regressions first, then by size. */
const inOrder = (shifts: readonly ReleaseShift[]): ReleaseShift[] =>
  shifts.toSorted(
    (a, b) =>
      Number(a.verdict !== 'worse') - Number(b.verdict !== 'worse') ||
      Math.abs(b.relative ?? Infinity) - Math.abs(a.relative ?? Infinity),
  );

function shiftBlocks(shifts: readonly ReleaseShift[]): BlockContent[] {
  if (shifts.length === 0) return [paragraph(plain('No level shift begins with this release.'))];
  const rows = inOrder(shifts).slice(0, mostRows);
  return [
    tableOf(
      [
        'Metric',
        'Endpoint',
        'Scenario',
        'Before → since',
        'Change',
        '95% interval',
        'Verdict',
        'First run',
        'Annotation',
      ],
      [false, false, false, true, true, true, false, false, false],
      rows.map((one) => [
        metricOf(one).label,
        one.endpoint === null ? 'all' : name(one.endpoint),
        one.scenario === null || one.scenario === defaultScenario ? '' : name(one.scenario),
        valuesText(one),
        sizeText(one),
        intervalText(one),
        judgementText(one),
        name(one.since),
        one.reason === null ? '' : words(`${one.status}: ${one.reason}`),
      ]),
    ),
    ...more(shifts.length - rows.length),
  ];
}

function workBlocks(work: readonly ReleaseWork[]): BlockContent[] {
  if (work.length === 0) return [];
  const rows = work.slice(0, mostRows);
  const size = (change: number | null): string => (change === null ? noValue : formatChange(change));
  return [
    heading(3, 'Recommendations carried out'),
    tableOf(
      ['Recommendation', 'In run', 'Expected', 'Measured', 'Effect'],
      [false, false, true, true, false],
      rows.map(({ text, doneIn, expected, measured, verdict }) => [
        words(text),
        name(doneIn),
        size(expected),
        size(measured),
        verdict === null ? noValue : effectWording[verdict],
      ]),
    ),
    ...more(work.length - rows.length),
  ];
}

/** What changed with a release: the comparison of the last runs, level shifts, and recommendations. Names are inert. */
export function releaseMarkdown(changes: ReleaseChanges, diff: DiffRun): string {
  const { release, former, head, base, levelShifts, recommendations } = changes;
  const first = paragraph(
    plain('Release '),
    name(release),
    plain(' compared with '),
    name(former),
    plain(', by their last runs '),
    name(head),
    plain(' and '),
    name(base),
    plain('.'),
  );
  const rest = [
    heading(3, 'Level shifts since the release before'),
    ...shiftBlocks(levelShifts),
    ...workBlocks(recommendations),
  ];
  return [
    printMarkdown(inertTree([first])),
    diffMarkdown({ schemaVersion: 1, verdict: diff.verdict, runs: [diff] }, { reader: 'runs' }),
    printMarkdown(inertTree(rest)),
  ].join('\n');
}
