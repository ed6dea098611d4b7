import { nounsOf } from '../../model/run-kind.ts';
import type { ResponseRow } from '../../model/run-measures.ts';
import type { RunReport } from '../../model/run-report.ts';
import { formatValue } from '../../model/text/format.ts';
import { comparedWith } from '../words/compared-with.ts';
import { responseChanges } from './response-change.ts';
import type { Layout } from './response-layout.ts';

/** Explains the pictures of the table. */
export function responseCaption(report: RunReport): string {
  const compared = comparedWith(report.context);
  const change =
    compared === null || responseChanges(report).size === 0
      ? ''
      : ` Change: from ${compared}, with its 95% interval.`;
  const { times, subject } = nounsOf(report.measures.kind);
  const what = report.measures.kind === 'load' ? `${times} per ${subject}` : times;
  const scenarios = new Set(report.measures.response.map(({ scenario }) => scenario)).size;
  return `${what}, slowest first${scenarios > 1 ? ' in each scenario' : ''}.${change}`;
}

/** Explains the column of spreads; empty without one. */
export const spreadNote = ({ hasSpreads }: Layout): string =>
  hasSpreads
    ? '±: half the 95% interval of the median, or of the mean where there is no median, by this run alone.'
    : '';

/** Explains the pictures in the cells. */
export function pictureNote({ domain, changes, hasShares, report, bounds, hasTails }: Layout): string {
  const parts = [
    ...(domain === null
      ? []
      : [
          `Strip: line from minimum to maximum, ${hasTails ? 'box from median to 95th' : 'mark at the median'}${changes.size === 0 ? '' : `, triangle the median of ${comparedWith(report.context) ?? 'the baseline'}`}${bounds.length === 0 ? '' : ', dashed the target'}.`,
        ]),
    ...(hasShares ? ['Share: within the target, slower (grey), failed.'] : []),
  ];
  return parts.join(' ');
}

/** States once how the percentiles of a table were computed. */
export function estimatorNote(rows: readonly ResponseRow[]): string {
  const classes = new Set(rows.flatMap(({ latencyMs }) => latencyMs?.source ?? []));
  const notes = [
    classes.has('exact') ? 'Percentiles are Hyndman-Fan 7 over all samples.' : '',
    classes.has('histogram')
      ? 'Marked percentiles come from a histogram and are within its stated error.'
      : '',
    classes.has('reported') ? 'Values reported by a tool cannot be verified.' : '',
    ...failedNotes(rows),
  ];
  return notes.filter((note) => note !== '').join(' ');
}

/** Says whether times are of failed requests too; tools that time answers alone say nothing of the others. */
function failedNotes(rows: readonly ResponseRow[]): string[] {
  const failing = rows.filter(({ errors, latencyMs }) => (errors ?? 0) > 0 && latencyMs !== null);
  const partly = failing.flatMap(({ label, count, timedCount }) =>
    count !== null && timedCount !== null && timedCount < count ? [{ label, count, timedCount }] : [],
  );
  const named = partly.map(
    ({ label, count, timedCount }) =>
      `Times of ${label} are of the ${formatValue(timedCount, 'count')} answered requests out of ${formatValue(count, 'count')}.`,
  );
  return partly.length < failing.length ? ['Failed requests are included.', ...named] : named;
}
