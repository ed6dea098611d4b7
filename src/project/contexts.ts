import type { RunMeasures } from '../model/run-measures.ts';
import type { MetricChange, RunContext } from '../model/run-report.ts';
import type { Commentary } from '../model/documents/commentary.ts';
import { contextOf } from '../history/context.ts';
import { pairsOf } from '../history/runs/pairs.ts';
import { rulesOf } from '../model/documents/project.ts';
import { shortened } from '../report/changes-in-short.ts';
import { hashOf, type Kept } from '../store/cache.ts';
import type { LoadedProject } from './load-workspace.ts';

/** What earlier runs say of one run, not yet read or made. */
export interface PendingContext extends Kept<RunContext> {
  readonly id: string;
  /** A hash of all that it comes from: the run and everything before it. */
  readonly past: string;
}

/** A context in two parts: most of it are changes that only the run's own page prints. */
interface ContextParts {
  readonly core: Omit<RunContext, 'changes'>;
  readonly rest: { readonly changes: readonly MetricChange[] };
}

const apart = ({ changes, ...core }: RunContext): ContextParts => ({
  core: { ...core, inShort: shortened(changes) },
  rest: { changes },
});

/** Puts both together: `read` gives the changes whenever they are asked for. */
const together = (core: ContextParts['core'], read: () => ContextParts['rest']): RunContext =>
  Object.defineProperty(core, 'changes', { enumerable: true, get: () => read().changes }) as RunContext;

/**
 * What earlier runs say of each run. It rests on them alone, so it is kept under a hash that each run hands on to the
 * next: adding a run computes one context. `dated` are in order.
 */
export function pendingContexts(
  dated: readonly RunMeasures[],
  { project, annotations, keys, cache }: LoadedProject,
  words: ReadonlyMap<string, Commentary>,
): PendingContext[] {
  let past = hashOf(rulesOf(project), annotations);
  return dated.map((run, i) => {
    const { recommendations = [], adjustments = [] } = words.get(run.id) ?? {};
    const pairs = pairsOf(run, dated);
    const pairKeys = pairs.flatMap(({ base, head }) => [keys.get(base.id), keys.get(head.id)]);
    past = hashOf(past, keys.get(run.id), recommendations, adjustments);
    const own = pairs.length === 0 ? past : hashOf(past, pairKeys);
    const compute = (): Promise<ContextParts> =>
      Promise.resolve(apart(contextOf(run, dated.slice(0, i), words, project, annotations, pairs)));
    return {
      id: run.id,
      past: own,
      isKept: () => cache.has('contexts', own),
      make: async () => {
        const { core, rest } = await cache.inParts('contexts', own, compute);
        return together(core, rest);
      },
    };
  });
}
