import type { RunMeasures } from '../../../model/run-measures.ts';
import { formatValue } from '../../../model/text/format.ts';
import { minimumEffectOf } from '../../trends/history-analysis.ts';
import type { CauseRule } from './other-cause.ts';

/** The share of the requests that shows how fast they came, however long the last of them took. */
const shareOfMost = 0.99;

/** Requests per second until 99% of a scenario's requests had come; null where no samples tell when they came. */
export function rateOfMost(
  { timelines }: Pick<RunMeasures, 'timelines'>,
  scenario: string | null,
): number | null {
  const timeline = timelines.find((one) => one.scenario === scenario && one.source === 'samples');
  if (timeline === undefined) return null;
  const total = timeline.points.reduce((sum, { count = 0 }) => sum + count, 0);
  const most = shareOfMost * total;
  let before = 0;
  for (const { atSeconds, count = 0 } of timeline.points) {
    if (count > 0 && before + count >= most)
      return most / (atSeconds + (timeline.widthSeconds * (most - before)) / count);
    before += count;
  }
  return null;
}

/**
 * The last few requests, if they alone make a change of throughput. Throughput counts the time up to the end of the last
 * request, so one that hangs for ten seconds lowers it, though all others came as fast as before.
 */
export const stragglers: CauseRule = (change, { base, head, project }) => {
  const { metric, scenario, relative } = change;
  if (metric !== 'throughput.requestsPerSecond' || relative === null) return null;
  const [from, to] = [rateOfMost(base, scenario), rateOfMost(head, scenario)];
  if (from === null || to === null) return null;
  const ofMost = to / from - 1;
  if (ofMost * Math.sign(relative) >= minimumEffectOf(change, project)) return null;
  const rates = `${formatValue(from, '1/s')} to ${formatValue(to, '1/s')}`;
  return {
    verdict: 'no-change-shown',
    reason: {
      id: 'stragglers',
      text: `99% of the requests came at ${rates}: only the last few make the difference`,
    },
  };
};
