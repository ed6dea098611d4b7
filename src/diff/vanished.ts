import type { RunReport } from '../model/run-report.ts';

/** Endpoints that only one of two runs has. */
export interface EndpointsApart {
  readonly vanished: string[];
  readonly appeared: string[];
}

/** Benchmarks may have measures and no times, such as operations per second. */
const endpointsOf = ({ measures: { kind, response, measures } }: RunReport): Set<string> =>
  new Set([
    ...response.map(({ endpoint }) => endpoint),
    ...(kind === 'benchmark' ? measures.map(({ endpoint, name }) => endpoint ?? name) : []),
  ]);

/** The endpoints that the base has and the head has not, and the other way round; none without a base. */
export function endpointsApart(base: RunReport | null, head: RunReport): EndpointsApart {
  if (base === null) return { vanished: [], appeared: [] };
  const [before, after] = [endpointsOf(base), endpointsOf(head)];
  return { vanished: [...before.difference(after)], appeared: [...after.difference(before)] };
}
