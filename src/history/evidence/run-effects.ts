import type { RunMeasures } from '../../model/run-measures.ts';
import { fewestOthers, runEffects } from '../../stats/run-effect.ts';
import type { LevelValues, SideValues } from '../trends/level-values.ts';
import type { Session } from '../runs/sessions.ts';

/** What each run did to the metric in all places at once, on logarithms; a run without entry is unknown. */
export type EffectByRun = Pick<ReadonlyMap<RunMeasures, number>, 'get'>;

/** The run effects of one metric. */
export interface MetricEffects {
  /** For each row given, the effect that the other rows show; null where too few are there. */
  readonly ofOthers: readonly (EffectByRun | null)[];
  readonly ofAll: EffectByRun;
  /** The share of the rows that deviate in a run to one side of a level; NaN where none has a value. */
  readonly shareBeyond: (run: RunMeasures, level: number, side: number) => number;
  readonly history: readonly RunMeasures[];
  readonly heads: readonly RunMeasures[];
}

/** All runs of some sides, in the order in which they come up. Most sides share their sessions. */
function runsOf(sides: readonly SideValues[]): RunMeasures[] {
  const distinct = new Set(sides.map(({ runs }) => runs));
  return [...new Set([...distinct].flatMap((sessions) => sessions.flat()))];
}

/** The columns of a table: one for each run, the history before the heads. */
class Columns {
  readonly history: readonly RunMeasures[];
  readonly heads: readonly RunMeasures[];
  readonly #columns: ReadonlyMap<RunMeasures, number>;
  readonly #ofSessions = new Map<readonly Session[], readonly number[]>();

  constructor(rows: readonly LevelValues[]) {
    this.heads = runsOf(rows.map(({ head }) => head));
    const isHead = new Set(this.heads);
    this.history = runsOf(rows.map(({ base }) => base)).filter((run) => !isHead.has(run));
    this.#columns = new Map([...this.history, ...this.heads].map((run, i) => [run, i]));
  }

  /** The columns of sessions, run by run; most rows ask for the same. */
  #of(sessions: readonly Session[]): readonly number[] {
    const columns =
      this.#ofSessions.get(sessions) ?? sessions.flat().map((run) => this.#columns.get(run) ?? -1);
    this.#ofSessions.set(sessions, columns);
    return columns;
  }

  /** The logarithms of a row's values; NaN for runs without one. */
  row({ base, head }: LevelValues): Float64Array {
    const row = new Float64Array(this.#columns.size).fill(NaN);
    for (const { runs, values } of [base, head]) {
      const flat = values.flat();
      this.#of(runs).forEach((column, i) => (row[column] = Math.log(flat[i] ?? NaN)));
    }
    return row;
  }

  /** The column of a run; -1 for another run. */
  at(run: RunMeasures): number {
    return this.#columns.get(run) ?? -1;
  }

  /** Effects by run; those that are not finite are unknown. */
  byRun(effects: Float64Array): EffectByRun {
    return {
      get: (run) => {
        const effect = effects[this.at(run)];
        return Number.isFinite(effect) ? effect : undefined;
      },
    };
  }
}

/** The effects of the runs behind some places' values of one metric, which are all above 0. */
export function effectsOfRuns(rows: readonly LevelValues[]): MetricEffects {
  const columns = new Columns(rows);
  const { history, heads } = columns;
  const { ofOthers, ofAll, shareBeyond } = runEffects(
    rows.map((row) => columns.row(row)),
    history.length,
  );
  return {
    ofOthers: ofOthers.map((row) => (rows.length > fewestOthers ? columns.byRun(row) : null)),
    ofAll: columns.byRun(ofAll),
    shareBeyond: (run, level, side) => shareBeyond(columns.at(run), level, side),
    history,
    heads,
  };
}
