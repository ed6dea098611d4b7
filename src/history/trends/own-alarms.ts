import type { Noise } from '../../model/documents/noise-document.ts';
import type { RunMeasures } from '../../model/run-measures.ts';
import type { MetricChange, RunReport } from '../../model/run-report.ts';
import { buildOf } from '../runs/build.ts';
import { whyIgnored } from '../runs/main-line.ts';
import { placeNumber, valueAt } from '../runs/metric-index.ts';
import type { NoiseSources } from './noise-sources.ts';

/** Builds with which a new level of some metric begins: they are changed by all that is known. */
function changedBuilds({ reports, trends }: NoiseSources): ReadonlySet<string> {
  const first = new Set(trends.flatMap(({ changePoints }) => changePoints.map(({ run }) => run)));
  return new Set(reports.flatMap(({ id, measures }) => (first.has(id) ? [buildOf(measures)] : [])));
}

/** Whether a metric stayed where a report called it: the next build is nearer to that value than to the baseline's. */
function hasLasted(change: MetricChange, next: RunMeasures): boolean {
  const { base, head } = change;
  const value = valueAt(next, placeNumber(change))?.value;
  if (base === null || head === null || value === undefined) return false;
  return Math.abs(value - head) < Math.abs(value - base);
}

/**
 * Whether what a report called can be judged. Of the newest build nothing is known yet: a later one shows whether its
 * changes last. Changes that lasted are not noise, even before a level shift is confirmed.
 */
function isSettled({ measures, context }: RunReport, later: readonly RunReport[]): boolean {
  const next = later.find((one) => buildOf(one.measures) !== buildOf(measures))?.measures;
  if (next === undefined) return false;
  const called = context.changes.filter(({ certainty }) => certainty !== null);
  return called.length === 0 || !called.every((change) => hasLasted(change, next));
}

/** How many of the project's own runs, in builds in which nothing changed by all that is known, raised an alarm. */
export function ownAlarms(sources: NoiseSources): Noise['aa'] {
  const { reports, project, annotations } = sources;
  const changed = changedBuilds(sources);
  const calm = reports.filter(
    (report, i) =>
      report.context.changes.some(({ verdict }) => verdict !== 'cannot-tell') &&
      !changed.has(buildOf(report.measures)) &&
      whyIgnored(report.measures, project, annotations) === null &&
      isSettled(report, reports.slice(i + 1)),
  );
  const alarms = calm.map(({ context: { changes, common } }) =>
    [...changes, ...(common == null ? [] : [common])].flatMap(({ certainty }) => certainty ?? []),
  );
  return {
    reports: calm.length,
    false: alarms.filter((called) => called.length > 0).length,
    confirmed: alarms.filter((called) => called.includes('confirmed')).length,
  };
}
