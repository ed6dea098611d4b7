import { at } from '../../model/checked.ts';
import { measureId, type MeasureMetricId } from '../../model/metrics/measure-metrics.ts';
import { conversion } from '../../model/metrics/unit-scale.ts';
import { problem, type Problem } from '../../model/problem.ts';

/** What a measure is called and counted in: what makes its metric. */
export interface MeasureKind {
  /** The name that its id is made from. */
  readonly kind: string;
  /** The id by its name alone. */
  readonly id: MeasureMetricId;
  readonly unit: string;
}

/** The one id of measures that are alike; `unit` is that of the first of them. */
export interface MeasureIdentity {
  readonly id: MeasureMetricId;
  readonly unit: string;
}

/** The id of each kind of measure, and what had to be distinguished. */
export interface MeasureIds {
  readonly of: (one: MeasureKind) => MeasureIdentity;
  readonly problems: readonly Problem[];
}

/** Measures of one name whose units convert into each other. */
interface Alike extends MeasureKind {
  readonly place: number;
}

/** The measures that stand for all others: one for each name and family of units. */
function alikeOf(all: readonly MeasureKind[]): ReadonlyMap<string, readonly Alike[]> {
  const byKind = new Map<string, Alike[]>();
  for (const [place, one] of all.entries()) {
    const known = byKind.get(one.kind) ?? [];
    if (known.length === 0) byKind.set(one.kind, known);
    if (!known.some(({ unit }) => conversion(unit, one.unit) !== null)) known.push({ ...one, place });
  }
  return byKind;
}

/** Units of which no letter would be left. */
const spelt: Readonly<Record<string, string>> = { '%': 'percent' };

/** Ids by name: those that share one by their unit where that differs, else by number. */
function freeId({ id, unit }: MeasureKind, isOtherUnit: boolean, used: ReadonlySet<string>): MeasureMetricId {
  const name = id.slice('measure.'.length);
  const byUnit = isOtherUnit ? measureId(`${name} ${spelt[unit] ?? unit}`) : null;
  if (byUnit !== null && byUnit !== id && !used.has(byUnit)) return byUnit;
  for (let n = 2; ; n++) {
    const numbered = measureId(`${name} ${n}`) ?? id;
    // A long name is cut, and then its number with it.
    const free: MeasureMetricId = numbered === id ? `measure.${name.slice(0, 70)}-${n}` : numbered;
    if (!used.has(free)) return free;
  }
}

/** Gives measures that are no others' an id of their own: other names of the same letters, and other units. */
export function measureIds(all: readonly MeasureKind[], place: string): MeasureIds {
  const byKind = alikeOf(all);
  const used = new Set<string>(all.map(({ id }) => id));
  const problems: Problem[] = [];
  const identities = new Map<Alike, MeasureIdentity>();
  for (const [id, sharing] of Map.groupBy([...byKind.values()].flat(), (one) => one.id)) {
    const kinds = [...new Set(sharing.map(({ kind }) => kind))].sort();
    // By name, so that the order of files does not decide.
    const inOrder = sharing.toSorted(
      (a, b) => kinds.indexOf(a.kind) - kinds.indexOf(b.kind) || a.place - b.place,
    );
    for (const [i, one] of inOrder.entries()) {
      const own = i === 0 ? id : freeId(one, inOrder[i - 1]?.kind === one.kind, used);
      used.add(own);
      identities.set(one, { id: own, unit: one.unit });
    }
    if (inOrder.length > 1) problems.push(sharedId(inOrder, identities, place));
  }
  const find = (one: MeasureKind): MeasureIdentity => {
    const found = byKind.get(one.kind)?.find(({ unit }) => conversion(unit, one.unit) !== null);
    return (found && identities.get(found)) ?? { id: one.id, unit: one.unit };
  };
  return { of: find, problems };
}

function sharedId(
  sharing: readonly Alike[],
  identities: ReadonlyMap<Alike, MeasureIdentity>,
  place: string,
): Problem {
  const shown = sharing.map((one) => {
    const unit = one.unit === '' ? 'without unit' : `in ${one.unit}`;
    return `"${one.kind}" ${unit} is ${identities.get(one)?.id ?? one.id}`;
  });
  return problem(
    'warning',
    place,
    `Different measures would all be ${at(sharing, 0).id}: ${shown.join(', ')}.`,
    {
      hint: 'Give each a name of its own in the file, so that its id stays the same from run to run.',
    },
  );
}
