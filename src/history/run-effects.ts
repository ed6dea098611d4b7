import type { RunMeasures } from '../model/run-measures.ts';
import { fewestOthers, runEffects } from '../stats/run-effect.ts';
import type { LevelValues, RunValue } from './level-values.ts';

/** What each run did to the metric in all places at once, on logarithms; a run without entry is unknown. */
export type EffectByRun = ReadonlyMap<RunMeasures, number>;

/** The run effects of one metric. */
export interface MetricEffects {
  /** For each row given, the effect that the other rows show; null where too few are there. */
  readonly ofOthers: readonly (EffectByRun | null)[];
  readonly ofAll: EffectByRun;
  readonly history: readonly RunMeasures[];
  readonly heads: readonly RunMeasures[];
}

const runsOf = (sessions: readonly (readonly RunValue[])[]): RunMeasures[] =>
  sessions.flatMap((session) => session.map(({ run }) => run));

function columnsOf(rows: readonly LevelValues[]): { history: RunMeasures[]; heads: RunMeasures[] } {
  const heads = new Set(rows.flatMap(({ head }) => runsOf(head)));
  const history = new Set(rows.flatMap(({ base }) => runsOf(base)));
  return { history: [...history].filter((run) => !heads.has(run)), heads: [...heads] };
}

const byRun = (runs: readonly RunMeasures[], effects: Float64Array): EffectByRun =>
  new Map(runs.flatMap((run, i) => (Number.isFinite(effects[i]) ? [[run, effects[i] ?? 0]] : [])));

/** The effects of the runs behind some places' values of one metric, which are all above 0. */
export function effectsOfRuns(rows: readonly LevelValues[]): MetricEffects {
  const { history, heads } = columnsOf(rows);
  const runs = [...history, ...heads];
  const column = new Map(runs.map((run, i) => [run, i]));
  const table = rows.map(({ base, head }) => {
    const row = new Float64Array(runs.length).fill(NaN);
    for (const { run, value } of [...base, ...head].flat()) row[column.get(run) ?? -1] = Math.log(value);
    return row;
  });
  const { ofOthers, ofAll } = runEffects(table, history.length);
  return {
    ofOthers: ofOthers.map((row) => (rows.length > fewestOthers ? byRun(runs, row) : null)),
    ofAll: byRun(runs, ofAll),
    history,
    heads,
  };
}
