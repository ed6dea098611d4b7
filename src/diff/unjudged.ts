import type { RunMeasures } from '../model/run-measures.ts';
import { mayShow } from '../history/compare/baseline.ts';
import { haveOneEnvironment, keysRecordedLess, runComparability } from '../history/compare/comparability.ts';
import { runMoment } from '../history/runs/order.ts';
import { isEvidence } from '../history/runs/pairs.ts';
import { lostReadings } from './lost-readings.ts';
import { otherWorkloads } from './other-workloads.ts';
import type { Surroundings } from './runs-around.ts';

/**
 * What the base could judge and a run of the head cannot, besides endpoints and targets: clauses about the run. Its
 * manifest states its date, its baseline, its pair, its environment and its workloads, any of which could keep it out of
 * every comparison.
 */
export function unjudged(head: RunMeasures, baseline: RunMeasures | null, around: Surroundings): string[] {
  return [
    ...asEvidence(head),
    ...otherWorkloads(head, baseline, around),
    ...(baseline === null
      ? withoutBaseline(head, around)
      : [...goneFrom(baseline, head, around), ...lostReadings(baseline, head, around)]),
  ];
}

/** A run that is evidence for another one has no entry of its own, so the other has to be there. */
const asEvidence = (head: RunMeasures): string[] =>
  isEvidence(head)
    ? [`its \`pair\` names ${head.manifest.pair ?? ''}, which is no other new run of another build`]
    : [];

/** Why a run has no baseline, though the base has comparable runs; nothing for a first run, or another environment. */
function withoutBaseline(head: RunMeasures, around: Surroundings): string[] {
  const { base, project } = around;
  const isComparable = (run: RunMeasures): boolean =>
    mayShow(run, head, project) && runComparability(run, head, project).comparable;
  if (base.some(isComparable)) return [whyAlone(head)];
  const namesake = base.findLast((run) => isRenamed(run, head, around));
  return namesake === undefined
    ? withoutEnvironment(head, around)
    : [
        `its scenarios (${listOf(scenariosOf(head))}) are new, and those of ${namesake.id} (${listOf(scenariosOf(namesake))}) have no data`,
      ];
}

/** Another recorded environment passes. A run that only records less than the latest one is not judged. */
function withoutEnvironment(head: RunMeasures, { base, project }: Surroundings): string[] {
  const latest = base.at(-1);
  if (latest === undefined || base.some((run) => haveOneEnvironment(run, head, project))) return [];
  const missing = keysRecordedLess(latest, head, project);
  return missing.length === 0
    ? []
    : [`it does not record ${listOf(missing)}, which ${latest.id} does, so it is compared with no run`];
}

function whyAlone(head: RunMeasures): string {
  const { baseline } = head.manifest;
  if (baseline !== undefined)
    return `its \`baseline\` names ${baseline}, which is no earlier run of the base`;
  return runMoment(head) === null
    ? 'it has no date, so it is compared with no run of the base'
    : 'it is dated before every comparable run of the base';
}

const scenariosOf = ({ scenarios }: RunMeasures): string[] => scenarios.map(({ id }) => id);

const listOf = (names: readonly string[]): string =>
  names.length > 3 ? `${names.slice(0, 3).join(', ')} and ${names.length - 3} more` : names.join(', ');

/** True where two runs of one environment have the same endpoints in scenarios of other names. */
function isRenamed(base: RunMeasures, head: RunMeasures, { project, others }: Surroundings): boolean {
  const [before, after] = [new Set(scenariosOf(base)), new Set(scenariosOf(head))];
  if (before.size === 0 || !before.isDisjointFrom(after)) return false;
  if (!runComparability({ ...base, scenarios: [] }, { ...head, scenarios: [] }, project).comparable)
    return false;
  if (others.some((run) => !before.isDisjointFrom(new Set(scenariosOf(run))))) return false;
  const [from, to] = [base, head].map(
    ({ response }) => new Set(response.map(({ endpoint }) => endpoint)),
  ) as [Set<string>, Set<string>];
  return from.intersection(to).size * 2 >= from.size && from.size > 0;
}

/** Scenarios that neither the run nor another new one has, and endpoints that are left in other scenarios alone. */
function goneFrom(baseline: RunMeasures, head: RunMeasures, { others }: Surroundings): string[] {
  const measured = [head, ...others].flatMap(({ response }) => response);
  const scenarios = new Set(measured.map(({ scenario }) => scenario));
  const endpoints = new Set(head.response.map(({ endpoint }) => endpoint));
  const places = new Set(measured.map(({ scenario, endpoint }) => JSON.stringify([scenario, endpoint])));
  const left = baseline.response.filter(
    ({ scenario, endpoint }) => endpoints.has(endpoint) && !places.has(JSON.stringify([scenario, endpoint])),
  );
  const gone = [...new Set(left.map(({ scenario }) => scenario))].filter((one) => !scenarios.has(one));
  return [
    ...gone.map((scenario) => `scenario ${scenario} of ${baseline.id} has no data`),
    ...left
      .filter(({ scenario }) => scenarios.has(scenario))
      .map(({ scenario, endpoint }) => `endpoint ${endpoint} of ${baseline.id} has no data in ${scenario}`),
  ];
}
