import type { RunReport } from '../../src/model/run-report.ts';
import type { Plan, PlantedChange, SideEffect } from './plan.ts';

/** A change that a report or a history calls one. */
export interface Called {
  readonly run: string;
  readonly metric: string;
  readonly scenario: string | null;
  readonly endpoint: string | null;
  readonly verdict: 'worse' | 'better';
}

/**
 * Why a change may be called: planted itself, a value computed from a planted one, foreseen by the plan by name, or only
 * by one of its wildcards, which proves nothing.
 */
export type Reason = 'planted' | 'follows' | 'side effect' | 'wildcard';

const familyOf = (metric: string): string => metric.split('.')[0]!;

/** True where a planted change is about this very figure. Memory belongs to an operation, whatever the scenario. */
export function isPlanted(change: PlantedChange, called: Omit<Called, 'run' | 'verdict'>): boolean {
  if (change.metric !== called.metric) return false;
  if (change.operation !== undefined) return change.operation === called.endpoint;
  const isEndpoint =
    change.endpoint === null
      ? called.endpoint === null || called.endpoint === '*'
      : change.endpoint === called.endpoint;
  return isEndpoint && change.scenario === called.scenario;
}

function isSideEffect(effect: SideEffect, { metric, scenario, endpoint }: Called): boolean {
  const isMetric = effect.metric.endsWith('.*')
    ? metric.startsWith(effect.metric.slice(0, -1))
    : effect.metric === metric;
  return (
    isMetric &&
    (effect.scenario === '*' || effect.scenario === scenario) &&
    (effect.endpoint === '*' || effect.endpoint === endpoint)
  );
}

/** True where the plan names the metric, the scenario and the endpoint. */
const isNamed = ({ metric, scenario, endpoint }: SideEffect): boolean =>
  !metric.endsWith('.*') && scenario !== '*' && endpoint !== '*';

/** What something planted or foreseen is about: a family of metrics at a place; null for any endpoint. */
interface Source {
  readonly family: string;
  readonly scenario: string;
  readonly endpoint: string | null;
}

const reaches = ({ scenario, endpoint }: Source, called: Called, isPooled: boolean): boolean =>
  (scenario === '*' || scenario === called.scenario) &&
  (endpoint === null || isPooled || called.endpoint === '*' || endpoint === called.endpoint);

/**
 * Figures that are computed from others move with them, by definition:
 * - the other percentiles of the endpoint, and errors of a scenario in each of its endpoints;
 * - Apdex from response times and errors; messages per minute from errors, since only successes count;
 * - sustained users from both, being the highest step at which every target is met;
 * - throughput where users wait for their answers (closed load) from response times.
 */
function follows(called: Called, sources: readonly Source[], isClosed: boolean): boolean {
  const from = (families: readonly string[], isPooled: boolean): boolean =>
    sources.some((source) => families.includes(source.family) && reaches(source, called, isPooled));
  const { metric } = called;
  if (familyOf(metric) === 'response' || familyOf(metric) === 'errors')
    return from([familyOf(metric)], false);
  if (metric === 'apdex') return from(['response', 'errors'], false);
  if (metric === 'users.sustained') return from(['response', 'errors'], true);
  if (metric === 'throughput.messagesPerMinute' && from(['errors'], true)) return true;
  return familyOf(metric) === 'throughput' && isClosed && from(['response'], true);
}

/** Tells what a called change is due to; null where the plan has nothing that would explain it: a false alarm. */
export function explainer(plan: Plan, reports: readonly RunReport[]): (called: Called) => Reason | null {
  const planned = new Map(plan.runs.map((run) => [run.run, run]));
  const closed = new Set(
    reports.flatMap(({ measures }) =>
      measures.scenarios.flatMap(({ id, loadModel }) => (loadModel === 'closed' ? id : [])),
    ),
  );
  return (called) => {
    const { version, environment } = planned.get(called.run)!;
    if (environment !== undefined) return null;
    const changes = plan.changes.filter((one) => one.version === version && one.direction === called.verdict);
    const effects = plan.sideEffects.filter(
      (one) => planned.get(one.run)!.version === version && one.direction === called.verdict,
    );
    if (changes.some((change) => isPlanted(change, called))) return 'planted';
    const foreseen = effects.filter((effect) => isSideEffect(effect, called));
    if (foreseen.some(isNamed)) return 'side effect';
    const isByDefinition = (some: readonly (PlantedChange | SideEffect)[]): boolean =>
      follows(called, sourcesOf(some), closed.has(called.scenario ?? ''));
    if (isByDefinition([...changes, ...effects.filter(isNamed)])) return 'follows';
    return foreseen.length > 0 || isByDefinition(effects) ? 'wildcard' : null;
  };
}

const sourcesOf = (some: readonly (PlantedChange | SideEffect)[]): Source[] =>
  some.map(({ metric, scenario, endpoint }) => ({
    family: familyOf(metric),
    scenario,
    endpoint: endpoint === '*' ? null : endpoint,
  }));
