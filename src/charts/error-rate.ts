import { counted } from '../model/text/counted.ts';
import { entryOf } from '../model/checked.ts';
import {
  fixed,
  formatValue,
  formatNumber,
  formatPercent,
  formatShare,
  noValue,
} from '../model/text/format.ts';
import type { Timeline } from '../model/run-curves.ts';
import type { RunReport } from '../model/run-report.ts';
import type { Chart } from './chart.ts';
import * as of from './run-parts.ts';
import { singleLinePanel, singleLineSpec } from './trends/single-line.ts';
import { lastSecond } from './throughput-over-time.ts';
import { timelineTable } from './timeline-table.ts';

/** Share of failed requests of each scenario over time. Scenarios without an error are named, not drawn. */
export const errorRate: Chart = {
  id: 'error-rate',
  read(report, focus) {
    const known = report.measures.timelines.filter(isDrawable);
    if (known.length === 0) return null;
    const failing = new Map(
      known
        .filter(({ points }) => points.some((point) => (point.errorRate ?? 0) > 0))
        .map((one) => [one.scenario, one]),
    );
    const ids = of.chosenScenarios(report, (id) => failing.has(id), focus);
    const chosen = ids.map((id) => entryOf(failing, id));
    const caption = words(report, chosen, known.length);
    return {
      title: 'Error rate over time',
      subtitle: 'failed requests in % of all',
      caption,
      alt: chosen.length === 0 ? caption : `A line of the share of failed requests over time. ${caption}`,
      panels: chosen.map((timeline) =>
        singleLinePanel({
          heading: of.panelHeading(report, timeline.scenario, ids.length),
          points: timeline.points.map((point) => ({
            t: point.atSeconds + timeline.widthSeconds / 2,
            v: point.errorRate === null ? null : point.errorRate * 100,
          })),
          untilSeconds: lastSecond(timeline),
          endLabel: (value) => `${formatNumber(value)}%`,
          atLeast: 1,
          windows: of.findingWindows(report, timeline.scenario),
          steps: of.loadSteps(report, timeline.scenario, lastSecond(timeline)),
          bounds: of
            .targetsOn(report, ['errors.rate'], timeline.scenario)
            .map((target) => ({ v: target.bound.value * 100, label: of.boundText(target, '') })),
        }),
      ),
      table: timelineTable(report, chosen.length === 0 ? [] : chosen, [
        {
          label: 'Failed, %',
          of: ({ errorRate: rate }) => (rate === null ? noValue : formatPercent(rate)),
        },
      ]),
    };
  },
  spec: (_, size) => singleLineSpec(size, 'Failed, %', ['var(--worse)', 'var(--worse-wash)']),
};

const isDrawable = ({ points }: Timeline): boolean =>
  points.filter((point) => point.errorRate !== null).length >= 3;

function words(report: RunReport, chosen: readonly Timeline[], known: number): string {
  if (chosen.length === 0) return known === 1 ? 'No request failed.' : 'No request failed in any scenario.';
  const sentences = chosen.map(({ scenario, points }) => {
    const peak = points.reduce((a, b) => ((b.errorRate ?? 0) > (a.errorRate ?? 0) ? b : a));
    const row = report.measures.errors.find((one) => one.scenario === scenario);
    const total =
      row === undefined
        ? ''
        : row.count === null || row.rate === null
          ? `${fixed(row.errors, 0)} requests failed, `
          : `${fixed(row.errors, 0)} of ${formatValue(row.count, 'count')} requests failed (${formatShare(row.rate)}), `;
    const lead = known > 1 ? `${of.scenarioName(report, scenario)}: ` : '';
    const text = `${total}most of all ${of.momentText(peak.atSeconds)}, with ${formatShare(peak.errorRate ?? 0)}.`;
    return (
      (lead === '' ? text.charAt(0).toUpperCase() + text.slice(1) : lead + text) +
      of.windowWords(of.findingWindows(report, scenario))
    );
  });
  const rest = known - chosen.length;
  return sentences.join(' ') + (rest > 0 ? ` ${counted(rest, 'scenario')} without errors or not shown.` : '');
}
