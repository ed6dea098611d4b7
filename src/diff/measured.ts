import type { Project } from '../model/documents/project.ts';
import type { RunMeasures } from '../model/run-measures.ts';

/** Twelve digits: a digest that was merged from its parts differs from them in the last ones. */
const stable = (_: string, value: unknown): unknown =>
  typeof value === 'number' ? Number(value.toPrecision(12)) : value;

/**
 * What a run measured and how it is placed, as text: when, of which commit, in which environment, and the numbers that
 * compacting its files to a digest leaves as they are. Titles, notes and labels are no part of it.
 */
export function measuredText(
  { manifest, response, memory, cpu, measures }: RunMeasures,
  project: Project,
): string {
  const { startedAt, commit, version, branch, system, environment, session, pair } = manifest;
  const facts = { ...system, ...environment };
  return JSON.stringify(
    [
      [startedAt, commit, version, branch, session, pair].map((fact) => fact ?? null),
      project.comparison.fingerprint.map((key) => facts[key] ?? null),
      response.map((row) => [
        row.scenario,
        row.endpoint,
        row.count,
        row.errors,
        row.latencyMs?.min ?? null,
        row.latencyMs?.max ?? null,
        row.latencyMs?.mean ?? null,
      ]),
      memory.map(({ operation, baseMb, peakMb, finalMb }) => [operation, baseMb, peakMb, finalMb]),
      cpu.map(({ scenario, averagePercent, peakPercent }) => [scenario, averagePercent, peakPercent]),
      measures,
    ],
    stable,
  );
}

/** Relative error that the percentiles of a digest may have. */
const digestError = 0.01;

const isNear = (a: number | null, b: number | null): boolean =>
  a === b ||
  (a !== null && b !== null && Math.abs(a - b) <= digestError * Math.max(Math.abs(a), Math.abs(b)));

/** True where two runs of one id measured the same, whatever is said about them and in whichever files it is kept. */
export function measuredTheSame(a: RunMeasures, b: RunMeasures, project: Project): boolean {
  if (measuredText(a, project) !== measuredText(b, project)) return false;
  return a.response.every(({ latencyMs }, i) => {
    const other = b.response[i]?.latencyMs ?? null;
    return (['p50', 'p95', 'p99'] as const).every((name) =>
      isNear(latencyMs?.[name] ?? null, other?.[name] ?? null),
    );
  });
}
