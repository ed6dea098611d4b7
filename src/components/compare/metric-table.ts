import { counted } from '../../model/text/counted.ts';
import { rowEvidence } from '../../report/diff-metric.ts';
import { valuesText, intervalText, judgementText, sizeText } from '../../diff/markdown/metric-text.ts';
import type { DiffMetric } from '../../model/documents/diff.ts';
import { noValue } from '../../model/text/format.ts';
import { metricOf } from '../../model/metrics/metrics.ts';
import { markOf } from '../../model/text/verdict-wording.ts';
import type { FoldedChange } from '../../report/folded-changes.ts';
import { html, type Html } from '../html.ts';
import { changePlot, plotHead, plotScale, type PlotScale } from './change-plot.ts';
import { placeText, verdictTone, type Names } from './comparison-text.ts';
import { head, numberHead, table } from './table-html.ts';

/** "+12% (+8% to +15%)". */
function changeText(metric: DiffMetric): string {
  const interval = intervalText(metric);
  return interval === noValue ? sizeText(metric) : `${sizeText(metric)} (${interval})`;
}

/** Metrics under a heading of their own; null where the table has only one group. */
export interface Group {
  readonly heading: string | null;
  readonly facts: readonly FoldedChange<DiffMetric>[];
}

/** Metrics as a group without heading. */
export const alone = (metrics: readonly DiffMetric[]): Group => ({
  heading: null,
  facts: metrics.map((main) => ({ main, others: [] })),
});

/** "and 95th percentile, 99th percentile", "and of 5 endpoints": what states the same fact. */
function othersText({ main, others }: FoldedChange<DiffMetric>): string | null {
  if (others.length === 0) return null;
  const isOfPlaces = others.some(({ endpoint }) => endpoint !== main.endpoint);
  return isOfPlaces
    ? `also at ${counted(others.length, 'endpoint')}`
    : `also ${others.map((one) => metricOf(one).label.toLowerCase()).join(', ')}`;
}

function metricRow(fact: FoldedChange<DiffMetric>, names: Names, scale: PlotScale): Html {
  const { main: metric } = fact;
  const others = othersText(fact);
  return html`<tr>
    <th scope="row">
      ${placeText(metric, names)}<small>${metricOf(metric).label}</small>
      ${others === null ? null : html`<small>${others}</small>`}
    </th>
    <td class="plot">${changePlot(metric, scale)}</td>
    <td class="number">${valuesText(metric)}</td>
    <td>
      <span class="verdict ${verdictTone[metric.verdict]}"
        ><span aria-hidden="true">${markOf(metric)}</span> ${judgementText(metric)}</span
      >
      ${changeText(metric)}<small>${rowEvidence(metric)}</small>
    </td>
  </tr>`;
}

/** The changes of metrics as shapes and bars on one scale, with their numbers. */
export function metricTable(caption: string, groups: readonly Group[], names: Names): Html {
  const scale = plotScale(groups.flatMap(({ facts }) => facts.map(({ main }) => main)));
  const heads = [
    head('Metric'),
    html`<th scope="col" class="plot"><span class="unseen">Change</span>${plotHead(scale)}</th>`,
    numberHead('Base → head'),
    head('Change, 95% interval'),
  ];
  const rows = groups.flatMap(({ heading, facts }) => [
    ...(heading === null
      ? []
      : [
          html`<tr class="group">
            <th scope="rowgroup" colspan="4">${heading}</th>
          </tr>`,
        ]),
    ...facts.map((fact) => metricRow(fact, names, scale)),
  ]);
  return table(caption, heads, rows, 'change-plot');
}
