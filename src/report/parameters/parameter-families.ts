import { at } from '../../model/checked.ts';
import type { SpreadMean } from '../../stats/ratio-of-means.ts';
import { benchmarkName, statedName, type BenchmarkName, type NameParameter } from './benchmark-name.ts';
import { largest } from '../../model/long-lists.ts';

/** A benchmark with its mean. */
export interface Measured extends SpreadMean {
  readonly name: string;
  /** What the tool itself states; absent if only the name carries them. */
  readonly parameters?: Readonly<Record<string, string | number>>;
  readonly scenario: string | null;
  readonly files: readonly string[];
}

/** One line of a family: a benchmark at each value of the parameter. */
export interface Variant {
  /** What tells it from the other variants; empty where there is only one. */
  readonly label: string;
  readonly points: readonly { readonly value: number | null; readonly measured: Measured }[];
}

/** Benchmarks that differ in parameters alone. */
export interface ParameterFamily {
  /** What all share. */
  readonly name: string;
  /** The parameter along which it is read; null where all parameters are words. */
  readonly parameter: string | null;
  readonly variants: readonly Variant[];
}

interface Named {
  readonly measured: Measured;
  readonly base: string;
  readonly parameters: readonly NameParameter[];
}

const keyAt = ({ parameters }: Named, i: number): string =>
  parameters[i]?.key ??
  (parameters.filter(({ key }) => key === null).length === 1 ? 'parameter' : `parameter ${i + 1}`);

const signatureOf = ({ measured, base, parameters }: Named): string =>
  JSON.stringify([measured.scenario, base, parameters.map(({ key }) => key)]);

/** The numeric parameter with the most values; -1 where none has two. */
function axisOf(members: readonly Named[]): number {
  const counts = at(members, 0).parameters.map((_, i) => {
    const values = members.map(({ parameters }) => parameters[i]?.value);
    return values.every((value) => typeof value === 'number') ? new Set(values).size : 0;
  });
  const most = largest(counts);
  return most >= 2 ? counts.indexOf(most) : -1;
}

/** A family of benchmarks that share their name and the keys of their parameters; null for less than two of them. */
function familyOf(members: readonly Named[]): ParameterFamily | null {
  const axis = axisOf(members);
  const first = at(members, 0);
  const varies = first.parameters.map(
    (_, i) => new Set(members.map(({ parameters }) => parameters[i]?.value)).size > 1,
  );
  const labelOf = (one: Named): string =>
    one.parameters
      .map(({ value }, i) => (i !== axis && varies[i] === true ? `${keyAt(one, i)} = ${value}` : ''))
      .filter((text) => text !== '')
      .join(', ');
  const byLabel = Map.groupBy(members, labelOf);
  if (axis < 0 && byLabel.size < 2) return null;
  const variants = [...byLabel].map(([label, own]): Variant => {
    const points = own.map(({ measured, parameters }) => {
      const value = axis < 0 ? null : parameters[axis]?.value;
      return { value: typeof value === 'number' ? value : null, measured };
    });
    return { label, points: points.toSorted((a, b) => (a.value ?? 0) - (b.value ?? 0)) };
  });
  return { name: first.base, parameter: axis < 0 ? null : keyAt(first, axis), variants };
}

/** `Sort` of `Sort.std`, `sort` of `sort/std`: what a class, a module or a group is called; null for a name without one. */
const groupOf = (name: string): string | null => /^(.+)(?:\.|::|\/)[^./:]+$/.exec(name)?.[1] ?? null;

const valuesOf = ({ variants }: ParameterFamily): string =>
  JSON.stringify(variants.map(({ points }) => points.map(({ value }) => value)));

/** Benchmarks of one class or group that are read along the same values are variants of each other. */
function sideBySide(families: readonly ParameterFamily[]): ParameterFamily[] {
  const keyOf = (family: ParameterFamily): string | null => {
    const group = groupOf(family.name);
    const isPlain = family.variants.length === 1 && family.parameter !== null;
    return group === null || !isPlain ? null : JSON.stringify([group, family.parameter, valuesOf(family)]);
  };
  return [...Map.groupBy(families, (family) => keyOf(family) ?? family).values()].map((alike) => {
    const first = at(alike, 0);
    const group = groupOf(first.name);
    if (alike.length === 1 || group === null) return first;
    const variants = alike.map(({ name, variants: [only] }) => ({
      label: name.slice(group.length).replace(/^(?:\.|::|\/)/, ''),
      points: only?.points ?? [],
    }));
    return { name: group, parameter: first.parameter, variants };
  });
}

const nameOf = ({ name, parameters }: Measured): BenchmarkName =>
  parameters === undefined ? benchmarkName(name) : statedName(name, parameters);

/** The benchmarks of a run that differ only in parameters, which the tool states or their names carry. */
export function parameterFamilies(all: readonly Measured[]): ParameterFamily[] {
  const named = all
    .map((measured): Named => ({ measured, ...nameOf(measured) }))
    .filter(({ parameters }) => parameters.length > 0);
  const families = [...Map.groupBy(named, signatureOf).values()].flatMap((members) => {
    if (members.length < 2) return [];
    return familyOf(members) ?? [];
  });
  return sideBySide(families);
}
