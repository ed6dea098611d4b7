import type { Workspace } from '../../src/project/workspace.ts';
import { isPlanted } from './explain.ts';
import { runsOf, type Plan, type PlantedChange } from './plan.ts';

type Certainty = 'confirmed' | 'suspected';

/** Where a called change stands: its run, and how many runs after the first of the version. */
export interface Sighting {
  readonly run: string;
  readonly runsLate: number;
  readonly certainty: Certainty;
}

/** A planted change and what was found of it. */
export interface Found {
  readonly change: PlantedChange;
  /** The first report of the version that calls it so, and the first that confirms it. */
  readonly suspectedBy: Sighting | null;
  readonly confirmedBy: Sighting | null;
  /** The change point in the history of the figure, in the planted direction. */
  readonly changePoint: Sighting | null;
  /** Reports of the version that call the opposite. */
  readonly opposite: readonly string[];
  readonly result: Certainty | 'missed';
}

/** So many runs after the change a change point still counts as at its place. */
export const mostRunsLate = 2;

const isInPlace = (sighting: Sighting | null): sighting is Sighting =>
  sighting !== null && sighting.runsLate <= mostRunsLate;

function resultOf(
  suspectedBy: Sighting | null,
  confirmedBy: Sighting | null,
  changePoint: Sighting | null,
): Found['result'] {
  const all = [suspectedBy, confirmedBy, changePoint].filter(isInPlace);
  if (all.some(({ certainty }) => certainty === 'confirmed')) return 'confirmed';
  return all.length > 0 ? 'suspected' : 'missed';
}

function findOne(change: PlantedChange, plan: Plan, { reports, trends }: Workspace): Found {
  const runs = runsOf(plan, change.version).map(({ run }) => run);
  const called = runs.flatMap((run, runsLate) =>
    reports
      .find(({ id }) => id === run)!
      .context.changes.filter((one) => isPlanted(change, one) && one.certainty !== null)
      .map(({ verdict, certainty }) => ({ run, runsLate, verdict, certainty: certainty! })),
  );
  const right = called.filter(({ verdict }) => verdict === change.direction);
  const suspectedBy = right[0] ?? null;
  const confirmedBy = right.find(({ certainty }) => certainty === 'confirmed') ?? null;
  const changePoint =
    trends
      .filter((series) => isPlanted(change, series))
      .flatMap(({ changePoints }) => changePoints)
      .filter(({ run, verdict }) => runs.includes(run) && verdict === change.direction)
      .map(({ run, certainty }) => ({ run, runsLate: runs.indexOf(run), certainty }))[0] ?? null;
  return {
    change,
    suspectedBy,
    confirmedBy,
    changePoint,
    opposite: called.flatMap(({ run, verdict }) => (verdict === change.direction ? [] : run)),
    result: resultOf(suspectedBy, confirmedBy, changePoint),
  };
}

/** Every planted change, and what reports and histories say of it. */
export const foundOf = (plan: Plan, workspace: Workspace): Found[] =>
  plan.changes.map((change) => findOne(change, plan, workspace));
