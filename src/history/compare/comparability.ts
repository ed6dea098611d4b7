import { at } from '../../model/checked.ts';
import type { Project } from '../../model/documents/project.ts';
import type { RunMeasures } from '../../model/run-measures.ts';
import type { Comparability } from '../../model/run-report.ts';
import { fingerprintOf, workloadOf } from '../runs/conditions.ts';

/** A condition that two runs do not share, and in words how. */
interface Differences {
  readonly differ: readonly string[];
  /** What neither run states: no obstacle, but said. */
  readonly unrecorded: readonly string[];
}

function describe(key: string, from: string | null, to: string | null): string {
  if (from === null) return `${key} is recorded only in this run: ${to ?? ''}`;
  if (to === null) return `${key} is not recorded in this run; it was ${from}`;
  return `${key} differs: ${from} → ${to}`;
}

/** Conditions of services, which a run without requests calls none of. */
const ofServices: ReadonlySet<string> = new Set(['server', 'database']);

function environmentDifferences(base: RunMeasures, head: RunMeasures, project: Project): Differences {
  const from = fingerprintOf(base, project);
  const to = fingerprintOf(head, project);
  const keys = project.comparison.fingerprint;
  const isOfServices = base.kind === 'load' || head.kind === 'load';
  return {
    differ: keys.flatMap((key, i) => (from[i] === to[i] ? [] : describe(key, at(from, i), at(to, i)))),
    unrecorded: keys.filter(
      (key, i) => from[i] === null && to[i] === null && (isOfServices || !ofServices.has(key)),
    ),
  };
}

/** Users and load model distinguish workloads only where both manifests state them. */
export function workloadDifferences(base: RunMeasures, head: RunMeasures, scenario: string): string[] {
  const from = workloadOf(base, scenario);
  const to = workloadOf(head, scenario);
  const keys = [...new Set([...from.parameters.keys(), ...to.parameters.keys()])];
  const stated = [
    ['users', from.users, to.users],
    ['load model', from.loadModel, to.loadModel],
  ] as const;
  return [
    ...keys.flatMap((key) => {
      const [before, after] = [from.parameters.get(key) ?? null, to.parameters.get(key) ?? null];
      return before === after ? [] : describe(`${scenario}: parameter ${key}`, before, after);
    }),
    ...stated.flatMap(([key, before, after]) =>
      before === null || after === null || before === after
        ? []
        : describe(`${scenario}: ${key}`, String(before), String(after)),
    ),
  ];
}

const flag = (unrecorded: readonly string[]): string[] =>
  unrecorded.length === 0 ? [] : [`neither run.json states ${unrecorded.join(', ')}`];

/**
 * Whether one scenario of two runs may be compared: same environment fingerprint and same parameters. What neither
 * records is no obstacle, but said; what only one records is one. A null scenario asks for the environment alone.
 */
export function comparability(
  base: RunMeasures,
  head: RunMeasures,
  scenario: string | null,
  project: Project,
): Comparability {
  const { differ, unrecorded } = environmentDifferences(base, head, project);
  const all = [...differ, ...(scenario === null ? [] : workloadDifferences(base, head, scenario))];
  return { comparable: all.length === 0, reasons: [...all, ...flag(unrecorded)] };
}

/** The keys of the fingerprint that one run records and the other does not, if that is all that differs; else none. */
export function keysRecordedLess(base: RunMeasures, head: RunMeasures, project: Project): string[] {
  const [from, to] = [fingerprintOf(base, project), fingerprintOf(head, project)];
  const apart = project.comparison.fingerprint.filter((_, i) => from[i] !== to[i]);
  const less = project.comparison.fingerprint.filter((_, i) => from[i] !== null && to[i] === null);
  return apart.length === less.length ? less : [];
}

/** True if two runs were measured in the same environment, by the keys of the fingerprint. */
export function haveOneEnvironment(base: RunMeasures, head: RunMeasures, project: Project): boolean {
  const to = fingerprintOf(head, project);
  return fingerprintOf(base, project).every((value, i) => value === to[i]);
}

/** What keeps two runs' scenario from being compared, in words; empty where nothing does. */
export function differencesBetween(
  base: RunMeasures,
  head: RunMeasures,
  scenario: string | null,
  project: Project,
): string[] {
  const { differ } = environmentDifferences(base, head, project);
  return [...differ, ...(scenario === null ? [] : workloadDifferences(base, head, scenario))];
}

/** As `comparability`, without the words: asked for every run of a history. */
export function isComparable(
  base: RunMeasures,
  head: RunMeasures,
  scenario: string | null,
  project: Project,
): boolean {
  if (!haveOneEnvironment(base, head, project)) return false;
  return scenario === null || workloadDifferences(base, head, scenario).length === 0;
}

/** Whether two runs may be compared at all: same environment, and a scenario of equal parameters in common. */
export function runComparability(base: RunMeasures, head: RunMeasures, project: Project): Comparability {
  const { differ, unrecorded } = environmentDifferences(base, head, project);
  const ids = new Set(base.scenarios.map(({ id }) => id));
  const shared = head.scenarios.map(({ id }) => id).filter((id) => ids.has(id));
  const apart = shared.map((scenario) => workloadDifferences(base, head, scenario));
  const hasScenarios = base.scenarios.length > 0 && head.scenarios.length > 0;
  const nothingShared = hasScenarios && shared.length === 0 ? ['no scenario in common'] : [];
  const comparable =
    differ.length === 0 && (!hasScenarios || apart.some((differences) => differences.length === 0));
  return { comparable, reasons: [...differ, ...nothingShared, ...apart.flat(), ...flag(unrecorded)] };
}
