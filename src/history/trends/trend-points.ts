import { entryOf } from '../../model/checked.ts';
import type { Annotation } from '../../model/documents/annotations.ts';
import type { TrendPoint } from '../../model/trend.ts';
import { isAbout, type Place } from '../runs/annotation-scope.ts';
import type { Environments } from '../runs/environments.ts';
import type { RunValue } from './run-values.ts';

/** Why people left runs out of a metric's history, by run; the last reason where there are several. */
const whyIgnoredHere = (place: Place, annotations: readonly Annotation[]): ReadonlyMap<string, string> =>
  new Map(
    annotations
      .filter((one) => one.action === 'ignore' && isAbout(one, place))
      .map(({ run, reason }) => [run, reason]),
  );

/** The points of a series: a metric's values with their runs, and which of them count. */
export function trendPoints(
  values: readonly RunValue[],
  place: Place,
  environments: Environments,
  annotations: readonly Annotation[],
): TrendPoint[] {
  const ignoredHere = whyIgnoredHere(place, annotations);
  return values.map(({ of: { facts, measures, ignoredBecause: ofRun }, metricValue }) => {
    const { value, interval: bounds, source } = metricValue;
    const ignoredBecause = ofRun ?? ignoredHere.get(facts.run) ?? null;
    const environment = entryOf(environments.of, measures);
    const isIgnored = ignoredBecause !== null;
    const { run, slug, startedAt, version, commit, release } = facts;
    // Key by key: 5,000 runs have a million points, and to spread them takes three times as long.
    const point = {
      run,
      slug,
      startedAt,
      version,
      commit,
      value,
      bounds,
      source,
      environment,
      isIgnored,
      ignoredBecause,
    };
    return release === undefined ? point : { ...point, release };
  });
}
