import { certaintyText } from '../../model/text/verdict-wording.ts';
import type { Bisect, BisectCommit } from '../../model/documents/bisect.ts';
import { commandLine } from '../../model/text/command-line.ts';
import { defaultScenario } from '../../model/lifecycle.ts';
import { counted } from '../../model/text/counted.ts';
import { formatMetric, formatShare, noValue } from '../../model/text/format.ts';
import { metricOf } from '../../model/metrics/metrics.ts';
import { printable } from '../../model/text/printable.ts';
import { textTable } from '../terminal/text-table.ts';

/** Long lists are cut to the commits that may still be it. */
const mostListed = 20;

const short = (commit: string): string => commit.slice(0, 10);

/** Rounded down, so that nothing is called 100% that is not certain. */
const chance = (probability: number): string =>
  probability > 0.999 ? 'over 99.9%' : formatShare(Math.floor(probability * 1_000) / 1_000);

function headText({ change, scenario, endpoint, ...of }: Bisect): string {
  const where = [endpoint, scenario].filter((part) => part !== null && part !== defaultScenario);
  const place = where.length === 0 ? '' : ` of ${where.join(' in ')}`;
  const levels = `${formatMetric(change.before, of)} → ${formatMetric(change.after, of)}`;
  return `${metricOf(of).label}${place}: ${levels} (${certaintyText[change.certainty]}).
Last run before it: ${change.base}. First run after it: ${change.since}.`;
}

function rangeText({ commits, unknown }: Bisect): string {
  const { from, to, url, count } = commits;
  const range =
    count == null || from === null || to === null
      ? []
      : [`${counted(count, 'commit')} in ${short(from)}..${short(to)}.`];
  const why = unknown === null ? [] : [`The commits between are unknown: ${unknown}.`];
  return [...range, ...why, ...(url === null ? [] : [url])].join('\n');
}

function noiseText({ sessionsPerCommit, isTooNoisy }: Bisect): string {
  if (isTooNoisy)
    return 'This change is too small for its noise: over 50 runs per commit would be needed to find it in 80% of cases.';
  if (sessionsPerCommit === null)
    return 'The noise is unknown: the levels have too few runs. More runs of both commits would show it.';
  return `To find this change in 80% of cases, measure a commit in ${counted(sessionsPerCommit, 'session')}.`;
}

function tableText({ candidates, ...of }: Bisect): string {
  const likely = candidates.toSorted((a, b) => b.probability - a.probability).slice(0, mostListed);
  const shown = candidates.filter(
    (one, i) => likely.includes(one) || one.runs.length > 0 || i === candidates.length - 1,
  );
  const row = (one: BisectCommit): string[] => [
    short(one.commit),
    chance(one.probability),
    String(one.runs.length),
    one.value === null ? noValue : formatMetric(one.value, of),
    printable(one.subject),
  ];
  const left = candidates.length - shown.length;
  const more = left > 0 ? `And ${counted(left, 'less probable commit')}.\n` : '';
  return `${textTable(['Commit', 'Chance', 'Runs', 'Value', 'Subject'], shown.map(row), 100)}${more}`;
}

function nextText({ next, sessionsPerCommit }: Bisect): string {
  const lines = next.map(({ commit, sessions }) =>
    sessionsPerCommit === null
      ? `  ${commit}`
      : `  ${commit} in ${counted(sessions, sessionsPerCommit > sessions ? 'more session' : 'session')}`,
  );
  const [first] = next;
  const record =
    first === undefined
      ? ''
      : `\n  ${commandLine(`record PATH... --branch bisect --commit ${first.commit}`)}`;
  return `Measure next:\n${lines.join('\n')}\nRecord each run off the main line, then run this command again:${record}\n`;
}

function answerText(document: Bisect): string {
  const { firstBad, candidates, next } = document;
  if (firstBad !== null) {
    const subject = candidates.find(({ commit }) => commit === firstBad.commit)?.subject ?? '';
    const how =
      candidates.length === 1
        ? 'no other commit lies between'
        : `${chance(firstBad.probability)} sure, if one commit changed the level`;
    return `The first commit with the change is ${firstBad.commit} (${how}).\n  ${printable(subject)}\n`;
  }
  return next.length === 0 ? '' : nextText(document);
}

/** Warns if some commit is on neither level. */
function neitherText({ candidates }: Bisect): string {
  const off = candidates.filter(({ isOnNeitherLevel }) => isOnNeitherLevel);
  if (off.length === 0) return '';
  const names = off.slice(0, 5).map(({ commit }) => short(commit));
  return `On neither level: ${names.join(', ')}. More than one commit probably changed this metric.\n`;
}

/** The plan or the result for a terminal. */
export function bisectText(document: Bisect): string {
  const { candidates, firstBad } = document;
  const isOpen = firstBad === null;
  return [
    `${headText(document)}\n`,
    `${rangeText(document)}\n`,
    ...(candidates.length > 1 ? [tableText(document)] : []),
    neitherText(document),
    answerText(document),
    ...(isOpen ? [`${noiseText(document)}\n`] : []),
  ]
    .filter((block) => block !== '\n' && block !== '')
    .join('\n');
}
