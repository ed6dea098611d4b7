import { at } from '../../model/checked.ts';
import type { Annotation } from '../../model/documents/annotations.ts';
import type { Project } from '../../model/documents/project.ts';
import type { MetricValue } from '../../model/metrics/metric-value.ts';
import type { RunMeasures } from '../../model/run-measures.ts';
import type { RunReport } from '../../model/run-report.ts';
import type { TrendPoint } from '../../model/trend.ts';
import { shownReleaseTest } from '../compare/release-test.ts';
import { buildOf } from '../runs/build.ts';
import { whyIgnored } from '../runs/main-line.ts';
import { placeNumber } from '../runs/metric-index.ts';
import { pageSlug } from '../runs/pairs.ts';

/** What is the same for every value of a run. */
export interface TrendRun {
  readonly measures: RunMeasures;
  /** Its place among all runs. */
  readonly order: number;
  readonly build: string;
  readonly facts: Pick<TrendPoint, 'run' | 'slug' | 'startedAt' | 'version' | 'commit' | 'release'>;
  /** Why the run counts for nothing; null where it counts. */
  readonly ignoredBecause: string | null;
}

/** A metric's value in one run. */
export interface RunValue {
  readonly of: TrendRun;
  readonly metricValue: MetricValue;
}

/** A run as trends show it; `reports` are those of all runs, among which its page has its name. */
export function trendRun(
  report: RunReport,
  order: number,
  {
    reports,
    project,
    annotations,
  }: {
    readonly reports: readonly RunReport[];
    readonly project: Project;
    readonly annotations: readonly Annotation[];
  },
): TrendRun {
  const { id, measures } = report;
  const { startedAt, manifest } = measures;
  const { version = null, commit = null } = manifest;
  const isRelease = shownReleaseTest(project)?.(measures) ?? false;
  return {
    measures,
    order,
    build: buildOf(measures),
    facts: {
      run: id,
      slug: pageSlug(report, reports),
      startedAt,
      version,
      commit,
      ...(isRelease && { release: version ?? id }),
    },
    ignoredBecause: whyIgnored(measures, project, annotations),
  };
}

/**
 * The values of each metric at each place, in the order of runs. Places of the newest run come first, so that what is
 * gone comes last.
 */
export function runValuesByPlace(runs: readonly TrendRun[]): RunValue[][] {
  const byPlace = new Map<number, RunValue[]>();
  for (const of of runs.toReversed()) {
    for (const metricValue of of.measures.metricValues) {
      const number = placeNumber(metricValue);
      const known = byPlace.get(number);
      if (known === undefined) byPlace.set(number, [{ of, metricValue }]);
      else if (at(known, -1).of !== of) known.push({ of, metricValue });
    }
  }
  return [...byPlace.values()].map((newestFirst) => newestFirst.reverse());
}
