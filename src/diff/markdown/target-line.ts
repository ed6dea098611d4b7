import type { PhrasingContent } from 'mdast';
import type { DiffRun, DiffTarget } from '../../model/documents/diff.ts';
import type { MetricRef } from '../../model/metrics/metrics.ts';
import { counted } from '../../model/text/counted.ts';
import { formatMetric, formatStep } from '../../model/text/format.ts';
import { shortMetric } from '../../model/text/short-metric.ts';
import { plain, strong } from '../../report/markdown/nodes.ts';
import { boundText } from '../../report/targets/targets.ts';
import { name } from './foreign.ts';

/** The targets whose verdict counts now. */
const countingTargets = ({ targets }: DiffRun): DiffTarget[] =>
  targets.filter(
    ({ metric, base, head }) =>
      metric !== undefined &&
      (head === 'not met' ||
        (head === 'met' && base === 'not met') ||
        (head === 'inconclusive' && base === 'met')),
  );

/** The targets that the first lines tell of. */
export const toldTargets = (run: DiffRun): DiffTarget[] => countingTargets(run).slice(0, mostTargets);

/** "`Throughput` 32 → 64 users (target: at least 50 users): now met" */
export function targetLine(run: DiffRun): PhrasingContent[] | null {
  const told = toldTargets(run);
  if (told.length === 0) return null;
  const parts = told.flatMap((target, i) => {
    const { metric, terms, bound, endpoint } = target;
    const of = metric === undefined ? null : { metric, terms };
    const values = of === null ? [] : targetValues(target, of);
    const asked = of === null || bound === undefined ? '' : ` (target: ${boundText(bound, of)})`;
    const where = endpoint === undefined ? [] : [plain(' of '), name(endpoint)];
    return [
      plain(i === 0 ? ' ' : '; '),
      name(target.label ?? target.id),
      plain(percentileOf(of)),
      ...where,
      ...values,
      plain(`${asked}: ${stateOf(target)}`),
      ...missedBy(target),
    ];
  });
  const more = countingTargets(run).length - told.length;
  return [strong('Targets:'), ...parts, ...(more > 0 ? [plain(`; ${more} more`)] : [])];
}

/** " 200 → 250 ms", or " 250 ms, base 40 ms of `browse`": values of two endpoints are no change of one. */
function targetValues(
  { baseValue = null, headValue = null, baseEndpoint }: DiffTarget,
  of: MetricRef,
): PhrasingContent[] {
  if (baseEndpoint === undefined) return [plain(` ${formatStep(baseValue, headValue, of)}`)];
  return [
    plain(` ${formatMetric(headValue, of)}, base ${formatMetric(baseValue, of)} of `),
    name(baseEndpoint),
  ];
}

/** So many repeats are named. */
const mostRepeats = 4;

/** " in `pr-7-head-5` and 2 more repeats": which repeats of a build with pairs miss a target. */
function missedBy({ missedBy: runs = [] }: DiffTarget): PhrasingContent[] {
  const named = runs.slice(0, mostRepeats).flatMap((run, i) => [plain(i === 0 ? ' in ' : ', '), name(run)]);
  const more = runs.length - mostRepeats;
  return more > 0 ? [...named, plain(` and ${counted(more, 'more repeat')}`)] : named;
}

/** "now met", "still not met": the verdict of the head, in view of the base's. */
function stateOf({ base, head }: DiffTarget): string {
  if (head === 'met') return 'now met';
  if (head === 'inconclusive') return 'inconclusive now';
  return base === 'not met' ? 'still not met' : 'not met';
}

/** " p95": a target's name need not say which percentile is meant. */
const percentileOf = (of: Parameters<typeof shortMetric>[0] | null): string =>
  of !== null && of.metric.startsWith('response.') ? ` ${shortMetric(of)}` : '';

const mostTargets = 4;
