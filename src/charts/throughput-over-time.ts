import { at, entryOf, present } from '../model/checked.ts';
import { formatValue, formatNumber, noValue } from '../model/text/format.ts';
import type { RunReport } from '../model/run-report.ts';
import type { Timeline } from '../model/run-curves.ts';
import type { Chart } from './chart.ts';
import * as of from './run-parts.ts';
import { singleLinePanel, singleLineSpec } from './trends/single-line.ts';
import { timelineTable } from './timeline-table.ts';

/** Requests per second of each scenario over time, from zero. */
export const throughputOverTime: Chart = {
  id: 'throughput-over-time',
  read(report, focus) {
    const timelines = new Map(report.measures.timelines.filter(isDrawable).map((one) => [one.scenario, one]));
    const ids = of.chosenScenarios(report, (id) => timelines.has(id), focus);
    if (ids.length === 0) return null;
    const chosen = ids.map((id) => entryOf(timelines, id));
    const caption = chosen.map((timeline) => sentence(report, timeline, ids.length)).join(' ');
    return {
      title: 'Throughput over time',
      subtitle: 'requests per second, failed ones included',
      caption,
      alt: `A line of requests per second over time. ${caption}`,
      panels: chosen.map((timeline) =>
        singleLinePanel({
          heading: of.panelHeading(report, timeline.scenario, ids.length),
          points: timeline.points.map((point) => ({
            t: point.atSeconds + timeline.widthSeconds / 2,
            v: point.requestsPerSecond,
          })),
          untilSeconds: lastSecond(timeline),
          endLabel: (value) => `${formatNumber(value)}/s`,
          windows: of.findingWindows(report, timeline.scenario),
          steps: of.loadSteps(report, timeline.scenario, lastSecond(timeline)),
          bounds: of
            .targetsOn(report, ['throughput.requestsPerSecond'], timeline.scenario)
            .map((target) => ({ v: target.bound.value, label: of.boundText(target, '') })),
        }),
      ),
      table: timelineTable(report, chosen, [
        { label: 'Requests/s', of: ({ requestsPerSecond }) => numberText(requestsPerSecond) },
        ...(chosen.some(({ points }) => points.some(({ users }) => users !== null))
          ? [{ label: 'Users', of: ({ users }: { users: number | null }) => numberText(users) }]
          : []),
      ]),
    };
  },
  spec: (_, size) => singleLineSpec(size, 'Requests/s', ['var(--line-95)', 'var(--band-99)']),
};

const numberText = (value: number | null): string => (value === null ? noValue : formatNumber(value));

const isDrawable = ({ points }: Timeline): boolean =>
  points.filter(({ requestsPerSecond }) => requestsPerSecond !== null).length >= 3;

/** End of the last stretch. */
export const lastSecond = ({ points, widthSeconds }: Timeline): number =>
  at(points, -1).atSeconds + widthSeconds;

function sentence(report: RunReport, { scenario, points }: Timeline, scenarios: number): string {
  const known = points.filter(({ requestsPerSecond }) => requestsPerSecond !== null);
  const rate = (point: Timeline['points'][number]): number =>
    present(point.requestsPerSecond, 'only points with a rate are compared');
  const lowest = known.reduce((a, b) => (rate(b) < rate(a) ? b : a));
  const highest = known.reduce((a, b) => (rate(b) > rate(a) ? b : a));
  const mean = report.measures.throughput.find((row) => row.scenario === scenario)?.requestsPerSecond ?? null;
  const lead = scenarios > 1 ? `${of.scenarioName(report, scenario)}: ` : '';
  const middle = mean === null ? '' : `${formatValue(mean, '1/s')} over the whole run, `;
  const spread =
    rate(highest) - rate(lowest) < 0.02 * rate(highest)
      ? 'steady throughout'
      : `between ${formatValue(rate(lowest), '1/s')} (${of.momentText(lowest.atSeconds)}) and ${formatValue(rate(highest), '1/s')} (${of.momentText(highest.atSeconds)})`;
  const text = `${middle}${spread}.`;
  return (
    (lead === '' ? text.charAt(0).toUpperCase() + text.slice(1) : lead + text) +
    of.windowWords(of.findingWindows(report, scenario))
  );
}
