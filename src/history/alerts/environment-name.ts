import { at } from '../../model/checked.ts';
import type { TrendEnvironment } from '../../model/trend.ts';

/** What distinguishes one of several environments from the others: "cpu AMD EPYC 7763"; null if there is only one. */
export function environmentName(all: readonly TrendEnvironment[], index: number): string | null {
  if (all.length < 2) return null;
  const own = at(all, index).facts;
  const others = all.filter((_, i) => i !== index);
  const telling = own.filter((fact) => !others.every(({ facts }) => facts.includes(fact)));
  return (telling.length === 0 ? own : telling).join(', ');
}
