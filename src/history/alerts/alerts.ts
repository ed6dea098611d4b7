import type { Alert, Alerts } from '../../model/documents/alert.ts';
import type { Annotation } from '../../model/documents/annotations.ts';
import { compareUrl } from '../compare/compare-url.ts';
import type { DiffMetric } from '../../model/documents/diff.ts';
import type { Project } from '../../model/documents/project.ts';
import type { RunReport } from '../../model/run-report.ts';
import type { TrendSeries } from '../../model/trend.ts';
import { buildOf } from '../runs/build.ts';
import { whyIgnored } from '../runs/main-line.ts';
import { isEvidence } from '../runs/pairs.ts';
import type { AlertDraft, UnmeasuredBuilds } from './drafts.ts';
import { nextDueOf, overdueAlerts } from './overdue.ts';
import { regressionAlerts } from './regression-alerts.ts';

/** What alerts are found in. `reports` are the dated ones, in order; `nowMs` is the clock in ms since 1970. */
export interface AlertSources {
  readonly reports: readonly RunReport[];
  readonly trends: readonly TrendSeries[];
  readonly project: Project;
  readonly annotations: readonly Annotation[];
  readonly nowMs: number;
  /** What git knows about builds without a run; null unless `expect.everyBuild` asks for it. */
  readonly builds?: UnmeasuredBuilds | null;
}

/** Runs that count, oldest first. */
const countedRuns = ({ reports, project, annotations }: AlertSources): RunReport[] =>
  reports.filter(
    ({ measures }) => !isEvidence(measures) && whyIgnored(measures, project, annotations) === null,
  );

/** The builds of runs; the one that was measured last comes last, also where an older one was first. */
function buildsOf(runs: readonly RunReport[]): RunReport[][] {
  const lastOf = new Map(runs.map(({ measures }, i) => [buildOf(measures), i]));
  const builds = [...Map.groupBy(runs, ({ measures }) => buildOf(measures))];
  return builds
    .toSorted(([a], [b]) => (lastOf.get(a) ?? 0) - (lastOf.get(b) ?? 0))
    .map(([, members]) => members);
}

const placeOf = ({ scenario, endpoint }: { scenario: string | null; endpoint: string | null }): string =>
  JSON.stringify([scenario, endpoint]);

/** How many builds before the newest must all have an endpoint for its absence to count. */
const buildsBefore = 2;

const rowsOf = (build: readonly RunReport[]): RunReport['measures']['response'] =>
  build.flatMap(({ measures }) => measures.response);

/** Endpoints that the newest build has not, though the two builds before it had them. */
function vanished(builds: readonly RunReport[][]): AlertDraft[] {
  const newest = builds.at(-1);
  const before = builds.slice(-1 - buildsBefore, -1);
  const [first] = newest ?? [];
  const base = before.at(-1)?.at(-1);
  if (newest === undefined || first === undefined || base === undefined || before.length < buildsBefore)
    return [];
  const present = new Set(rowsOf(newest).map(placeOf));
  const everBefore = before.map((build) => new Set(rowsOf(build).map(placeOf)));
  const known = new Map(rowsOf(before.at(-1) ?? []).map((row) => [placeOf(row), row]));
  const gone = [...known].filter(
    ([place]) => !present.has(place) && everBefore.every((some) => some.has(place)),
  );
  if (gone.length === 0) return [];
  const metrics = gone.map(([, { scenario, endpoint, latencyMs }]): DiffMetric => ({
    metric: 'response.p50',
    scenario,
    endpoint,
    base: latencyMs?.p50 ?? null,
    head: null,
    relative: null,
    interval: null,
    verdict: 'cannot-tell',
    certainty: null,
    basis: 'not measured since',
  }));
  return [
    {
      id: `vanished-${first.id}`,
      kind: 'vanished',
      state: 'open',
      since: first.id,
      base: base.id,
      metrics,
      updated: first.measures.startedAt,
    },
  ];
}

/**
 * The alerts of the main line: a run that is overdue, endpoints that vanished with the newest build, and confirmed
 * regressions grouped by the first run that has them. Open ones come first.
 */
export function alertsOf(sources: AlertSources): Alerts {
  const { reports, trends, project, builds = null } = sources;
  const runs = countedRuns(sources);
  const commitOf = new Map(reports.map(({ id, measures }) => [id, measures.manifest.commit ?? null]));
  const expected = { runs, builds, project, nowMs: sources.nowMs };
  const found = [
    ...overdueAlerts(expected),
    ...vanished(buildsOf(runs)),
    ...regressionAlerts(trends, project),
  ];
  const alerts = found.map(({ newestBuild, ...one }): Alert => {
    const [from, to] = [commitOf.get(one.base ?? '') ?? null, newestBuild ?? commitOf.get(one.since) ?? null];
    return { ...one, commits: { from, to, url: compareUrl(project.repository, from, to) } };
  });
  const isOpen = ({ state }: Alert): number => (state === 'open' ? 0 : 1);
  return {
    schemaVersion: 1,
    alerts: alerts.toSorted((a, b) => isOpen(a) - isOpen(b)),
    nextDue: nextDueOf(expected),
    notJudged: builds?.unknown ?? null,
  };
}
