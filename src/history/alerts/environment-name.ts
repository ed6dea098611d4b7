import { at } from '../../model/checked.ts';
import type { TrendEnvironment } from '../../model/trend.ts';

const partsOf = ({ label }: TrendEnvironment): string[] => label.split(/[,;] /);

/** What distinguishes one of several environments from the others: "cpu AMD EPYC 7763"; null if there is only one. */
export function environmentName(all: readonly TrendEnvironment[], index: number): string | null {
  if (all.length < 2) return null;
  const own = partsOf(at(all, index));
  const others = all.filter((_, i) => i !== index).map((one) => new Set(partsOf(one)));
  const telling = own.filter((part) => !others.every((other) => other.has(part)));
  return (telling.length === 0 ? own : telling).join(', ');
}
