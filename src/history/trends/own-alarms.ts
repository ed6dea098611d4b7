import { at, entryOf } from '../../model/checked.ts';
import type { Noise } from '../../model/documents/noise-document.ts';
import type { Project } from '../../model/documents/project.ts';
import type { RunMeasures } from '../../model/run-measures.ts';
import type { RunReport } from '../../model/run-report.ts';
import { changesInShort } from '../../report/changes-in-short.ts';
import { isComparable } from '../compare/comparability.ts';
import { buildOf } from '../runs/build.ts';
import { whyIgnored } from '../runs/main-line.ts';
import { isShownBy } from './shown-by.ts';
import { sessionNumbers } from '../alerts/level-sessions.ts';
import type { NoiseSources } from './noise-sources.ts';

/** Builds with which a new level of some metric begins: they are changed by all that is known. */
function changedBuilds({ reports, trends }: NoiseSources): ReadonlySet<string> {
  const first = new Set(trends.flatMap(({ changePoints }) => changePoints.map(({ run }) => run)));
  return new Set(reports.flatMap(({ id, measures }) => (first.has(id) ? [buildOf(measures)] : [])));
}

/**
 * For a run by its place: the first run of the next build, and the runs of other sessions of the same one. Runs in other
 * environments are no witnesses.
 */
function witnesses(
  runs: readonly RunMeasures[],
  project: Project,
): (place: number) => { readonly next: RunMeasures | undefined; readonly again: readonly RunMeasures[] } {
  const sessions = sessionNumbers(runs);
  const byBuild = Map.groupBy(runs, buildOf);
  return (place) => {
    const run = at(runs, place);
    const build = buildOf(run);
    const isAlike = (one: RunMeasures): boolean => isComparable(run, one, null, project);
    let next = place + 1;
    while (next < runs.length && (buildOf(at(runs, next)) === build || !isAlike(at(runs, next)))) next++;
    return {
      next: runs[next],
      again: entryOf(byBuild, build).filter(
        (one) => sessions.get(one.id) !== sessions.get(run.id) && isAlike(one),
      ),
    };
  };
}

/**
 * How many of the project's own runs, in builds in which nothing changed by all that is known, raised an alarm that the next
 * build did not show: noise, or a change that was undone there. Of the newest build nothing is known yet. Changes that
 * lasted, or that another session of the same build shows, are not noise, even before a level shift is confirmed.
 */
export function ownAlarms(sources: NoiseSources): Noise['aa'] {
  const { reports, project, annotations } = sources;
  const changed = changedBuilds(sources);
  const runs = reports.map(({ measures }) => measures);
  const witnessesOf = witnesses(runs, project);
  const isUnconfirmed = (report: RunReport, place: number): boolean => {
    const { next, again } = witnessesOf(place);
    if (next === undefined) return false;
    const called = changesInShort(report.context).called.filter(({ certainty }) => certainty !== null);
    const isShownIn = (run: RunMeasures): boolean =>
      called.every((change) => isShownBy(change, run) === true);
    return called.length === 0 || ![next, ...again].some(isShownIn);
  };
  const calm = reports.filter(
    (report, i) =>
      changesInShort(report.context).told > 0 &&
      !changed.has(buildOf(report.measures)) &&
      whyIgnored(report.measures, project, annotations) === null &&
      isUnconfirmed(report, i),
  );
  const alarms = calm.map(({ context }) =>
    [...changesInShort(context).called, context.common ?? []]
      .flat()
      .flatMap(({ certainty }) => certainty ?? []),
  );
  return {
    reports: calm.length,
    false: alarms.filter((called) => called.length > 0).length,
    confirmed: alarms.filter((called) => called.includes('confirmed')).length,
  };
}
