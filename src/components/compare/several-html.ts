import { placeKey } from '../../model/metrics/metric-value.ts';
import type { Project } from '../../model/documents/project.ts';
import { kindOfMeasures, labelFor, type RunKind } from '../../model/run-kind.ts';
import { metricOf, type MetricId } from '../../model/metrics/metrics.ts';
import { fixed, formatMetric, noValue } from '../../model/text/format.ts';
import type { RunJson } from '../../report/run-json.ts';
import { html, type Html } from '../html.ts';
import { namesOf, placeText, type Names } from './comparison-text.ts';
import { head, numberHead, table } from './table-html.ts';

/** A value of each run at one place; null where a run has none. */
interface Row {
  readonly scenario: string | null;
  readonly endpoint: string | null;
  readonly values: readonly (number | null)[];
}

const printed = ['p50', 'p90', 'p95', 'p99', 'p999'] as const;

/**
 * What to compare: the percentile that a target of the project judges, if runs print it; else the 95th. Of benchmarks the
 * median, or the mean where the tool printed no median.
 */
function comparedStatistic(
  runs: readonly RunJson[],
  { targets }: Pick<Project, 'targets'>,
): (typeof printed)[number] | 'mean' {
  const judged = targets.map(({ metric }) => printed.find((name) => metric === `response.${name}`));
  const wanted = judged.find((name) => name !== undefined);
  if (wanted !== undefined) return wanted;
  if (kindOf(runs) === 'load') return 'p95';
  const hasMedian = runs.some(({ response }) => response.some(({ latencyMs }) => latencyMs?.p50 != null));
  return hasMedian ? 'p50' : 'mean';
}

const kindOf = (runs: readonly RunJson[]): RunKind =>
  kindOfMeasures(runs.map(({ kind = 'load' }) => ({ kind })));

type Value = Omit<Row, 'values'> & { readonly value: number | null };

/** The values of each run, by place, in the order in which the runs name the places. */
function rowsOf(runs: readonly RunJson[], read: (run: RunJson) => readonly Value[]): Row[] {
  const byRun = runs.map((run) => new Map(read(run).map((one) => [placeKey(one), one])));
  const places = new Map(byRun.flatMap((values) => [...values]));
  return [...places].flatMap(([place, { scenario, endpoint }]) => {
    const values = byRun.map((own) => own.get(place)?.value ?? null);
    return values.every((value) => value === null) ? [] : [{ scenario, endpoint, values }];
  });
}

/** "×1.20" of the first run's value; nothing for the first run itself or where there is no ratio. */
function ratioText(
  value: number | null,
  [first = null]: readonly (number | null)[],
  at: number,
): string | null {
  if (at === 0 || value === null || first === null || first === 0) return null;
  const ratio = value / first;
  return `×${fixed(ratio, ratio < 0.1 ? 3 : ratio < 10 ? 2 : 0)}`;
}

function section(
  metric: MetricId,
  rows: readonly Row[],
  runs: readonly RunJson[],
  names: Names,
): Html | null {
  if (rows.length === 0) return null;
  const label = labelFor(kindOf(runs), metricOf(metric).label);
  const lines = rows.map(
    ({ scenario, endpoint, values }) =>
      html`<tr>
        <th scope="row">${placeText(placeOf(metric, scenario, endpoint), names)}</th>
        ${values.map((value, at) => {
          const ratio = ratioText(value, values, at);
          return html`<td class="number">
            ${value === null ? noValue : formatMetric(value, metric)}${
              ratio === null ? null : html`<small>${ratio}</small>`
            }
          </td>`;
        })}
      </tr>`,
  );
  const heads = [head('Where'), ...runs.map(({ id }) => numberHead(id))];
  return html`<section class="index-section">
    <h2>${label}</h2>
    ${table(`${label} of each run, and its ratio to ${runs[0]?.id ?? 'the first'}`, heads, lines)}
  </section>`;
}

const placeOf = (metric: MetricId, scenario: string | null, endpoint: string | null) =>
  ({ metric, scenario, endpoint: endpoint === '*' ? null : endpoint }) as const;

/** Settings that are not the same in all runs: their values are no matter of the code alone. */
function differingKeys(runs: readonly RunJson[]): string[] {
  const settings = runs.map(({ configuration: { system, environment } }) => ({ ...system, ...environment }));
  const keys = new Set(settings.flatMap((one) => Object.keys(one)));
  return [...keys].filter((key) => new Set(settings.map((one) => one[key])).size > 1);
}

/** Several runs side by side: the judged percentile, errors and throughput, each with its ratio to the first run. */
export function severalHtml(
  runs: readonly RunJson[],
  project: Pick<Project, 'endpoints' | 'targets'>,
): string {
  const names = namesOf(
    project,
    runs.flatMap(({ configuration }) => configuration.scenarios),
  );
  const statistic = comparedStatistic(runs, project);
  const differing = differingKeys(runs);
  const times = rowsOf(runs, ({ response }) =>
    response.map(({ scenario, endpoint, latencyMs }) => ({
      scenario,
      endpoint,
      value: latencyMs?.[statistic] ?? null,
    })),
  );
  const errors = rowsOf(runs, (run) =>
    run.errors.map(({ scenario, rate }) => ({ scenario, endpoint: null, value: rate })),
  );
  const rates = rowsOf(runs, ({ throughput }) =>
    throughput.map(({ scenario, requestsPerSecond }) => ({
      scenario,
      endpoint: null,
      value: requestsPerSecond,
    })),
  );
  return html`<div class="index-section page-head">
      <h2 id="verdict">${runs.length} runs side by side</h2>
      <p class="prose">
        Values of single runs, without a verdict. For verdicts, compare two runs.
        ${differing.length === 0 ? null : `These settings differ between the runs: ${differing.join(', ')}.`}
      </p>
    </div>
    ${section(`response.${statistic}`, times, runs, names)}${section('errors.rate', errors, runs, names)}
    ${section('throughput.requestsPerSecond', rates, runs, names)}`.html;
}
