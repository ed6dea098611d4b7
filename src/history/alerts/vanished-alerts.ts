import { placeKey } from '../../model/metrics/metric-value.ts';
import { at } from '../../model/checked.ts';
import type { Alert } from '../../model/documents/alert.ts';
import type { Annotation } from '../../model/documents/annotations.ts';
import type { DiffMetric } from '../../model/documents/diff.ts';
import type { RunReport } from '../../model/run-report.ts';
import { annotationFor } from '../runs/annotation-scope.ts';
import { buildOf } from '../runs/build.ts';
import type { AlertDraft } from './drafts.ts';
import { largest } from '../../model/long-lists.ts';

type Build = readonly RunReport[];
type Row = RunReport['measures']['response'][number];

/** An endpoint that a build did not measure, though the builds before it did. */
interface Absence {
  readonly row: Row;
  /** Indices of the last build with it, the first one without it, and the one that has it again (-1: none). */
  readonly last: number;
  readonly first: number;
  readonly back: number;
}

/** The builds of runs; the one that was measured last comes last, also where an older one was first. */
function buildsOf(runs: readonly RunReport[]): Build[] {
  const lastOf = new Map(runs.map(({ measures }, i) => [buildOf(measures), i]));
  return [...Map.groupBy(runs, ({ measures }) => buildOf(measures))]
    .toSorted(([a], [b]) => (lastOf.get(a) ?? 0) - (lastOf.get(b) ?? 0))
    .map(([, members]) => members);
}

const rowsOf = (build: Build): Row[] => build.flatMap(({ measures }) => measures.response);

/** How many builds in a row must have an endpoint for its absence to count: what one build had was a try. */
const buildsBefore = 2;

/** Each time that an endpoint was measured by two builds in a row and not by the next one. */
function absencesOf(builds: readonly Build[]): Absence[] {
  const rows = builds.map((build) => new Map(rowsOf(build).map((row) => [placeKey(row), row])));
  const newest = builds.length - 1;
  // Another job may still bring a scenario of the newest build of which nothing is there.
  const begun = new Set(rowsOf(builds[newest] ?? []).map(({ scenario }) => scenario));
  const isJudged = (index: number, { scenario }: Row): boolean => index < newest || begun.has(scenario);
  const found: Absence[] = [];
  for (let first = buildsBefore; first <= newest; first++) {
    const before = rows.slice(first - buildsBefore, first);
    for (const [place, row] of at(before, -1)) {
      if (at(rows, first).has(place) || !before.every((some) => some.has(place))) continue;
      if (!isJudged(first, row)) continue;
      const back = rows.findIndex((some, i) => i > first && some.has(place));
      found.push({ row, last: first - 1, first, back });
    }
  }
  return found;
}

function stateOf(
  { row, first, back }: Absence,
  builds: readonly Build[],
  annotations: readonly Annotation[],
): Alert['state'] {
  const { scenario, endpoint } = row;
  const place = { metric: 'response.p50', scenario, endpoint } as const;
  const isSettled = at(builds, first).some(({ id }) =>
    (['accept', 'explain'] as const).some((action) => annotationFor(annotations, action, id, place) !== null),
  );
  if (isSettled) return 'accepted';
  return back < 0 ? 'open' : 'recovered';
}

const metricOf = ({ row: { scenario, endpoint, latencyMs } }: Absence, isBack: boolean): DiffMetric => ({
  metric: 'response.p50',
  scenario,
  endpoint,
  base: latencyMs?.p50 ?? null,
  head: null,
  relative: null,
  interval: null,
  verdict: 'cannot-tell',
  certainty: null,
  basis: isBack ? 'measured again' : 'not measured since',
});

/**
 * Endpoints that a build did not measure, though the two builds before it did, grouped by that build; the newest first.
 * An alert is open until all of them are measured again, or an annotation on a run of that build accepts the rest.
 */
export function vanishedAlerts(runs: readonly RunReport[], annotations: readonly Annotation[]): AlertDraft[] {
  const builds = buildsOf(runs);
  const groups = Map.groupBy(absencesOf(builds), ({ first }) => first);
  return [...groups]
    .toSorted(([a], [b]) => b - a)
    .map(([first, absences]): AlertDraft => {
      const states = absences.map((one) => stateOf(one, builds, annotations));
      const state =
        (['open', 'recovered', 'accepted'] as const).find((one) => states.includes(one)) ?? 'open';
      const shown = absences.filter((_, i) => states[i] === state);
      const since = at(at(builds, first), 0);
      const lastBack = largest(shown.map(({ back }) => back));
      const updated = state === 'recovered' ? at(at(builds, lastBack), 0) : since;
      return {
        id: `vanished-${since.id}`,
        kind: 'vanished',
        state,
        since: since.id,
        base: at(at(builds, at(shown, 0).last), -1).id,
        metrics: shown.map((one) => metricOf(one, state === 'recovered')),
        updated: updated.measures.startedAt,
      };
    });
}
