import type { Provenance } from '../../model/metrics/metric-value.ts';
import { formatValue } from '../../model/text/format.ts';
import type { Project } from '../../model/documents/project.ts';
import type { RunMeasures, ThroughputRow } from '../../model/run-measures.ts';
import type { Block, Cell, TableBlock } from '../../model/section.ts';
import { aroundLoad } from './around-load.ts';
import { number, text } from './cells.ts';
import { endpointRates } from './endpoint-rates.ts';
import { otherMeasures } from './other-measures.ts';
import { withChart } from './chart-data.ts';
import type { SectionInput, SectionRule } from './section-rule.ts';

export const throughput: SectionRule = {
  id: 'throughput',
  heading: 'Throughput',
  short: 'Throughput',
  ofBenchmarks: 'never',
  empty: { text: 'Throughput was not measured.', hint: 'Add a raw file of a load tool.' },
  blocks: ({ report, project }: SectionInput): Block[] => {
    const { throughput: rows, measures } = report.measures;
    return [
      ...(rows.some(hasLoad)
        ? withChart(
            [table(report.measures, project), ...ratesFold(report.measures)],
            'throughput-over-time',
            report.measures,
          )
        : rows.length === 0
          ? []
          : [onlyTimed(rows)]),
      ...otherMeasures(measures, 'rate', 'Rates reported by the tools'),
    ];
  },
};

/** The rates of endpoints on demand: their times stand open in another section. */
function ratesFold(measures: RunMeasures): Block[] {
  const blocks = endpointRates(measures);
  return blocks.length === 0 ? [] : [{ kind: 'fold', summary: 'Throughput per endpoint', blocks }];
}

/** True if the rate of requests or the number of users is known. */
const hasLoad = (row: ThroughputRow): boolean =>
  row.requestsPerSecond !== null ||
  row.isWithoutClock === true ||
  row.users !== null ||
  row.maxUsers !== null;

/** A benchmark chooses how often it calls each function, so its number of calls is not a throughput. */
function onlyTimed(rows: readonly ThroughputRow[]): Block {
  const calls = rows.reduce((sum, row) => sum + (row.totalRequests ?? 0), 0);
  const what = calls === 0 ? 'timings' : `${formatValue(calls, 'count')} timings`;
  return {
    kind: 'text',
    text: `Throughput was not measured: the files contain ${what} but no start times, rates or users.`,
  };
}

function table({ throughput: rows, scenarios }: RunMeasures, project: Project): TableBlock {
  const names = new Map(scenarios.map(({ id, name }) => [id, name]));
  const printed = new Set(
    rows.filter(({ isReported }) => isReported === true).map(({ scenario }) => scenario),
  );
  const hasMessages = rows.some(({ messagesPerMinute }) => messagesPerMinute !== null);
  const how =
    printed.size === rows.length
      ? 'Requests per second are reported by the tool, else all requests divided by the stated duration'
      : `Requests per second are all requests divided by the time from the first start to the last end${printed.size > 0 ? ', or the tool’s own rate if there are no samples' : ''}`;
  return {
    kind: 'table',
    id: 'throughput',
    caption: 'Throughput per scenario',
    columns: [
      { key: 'scenario', label: 'Scenario', type: 'text' },
      { key: 'users', label: 'Users', type: 'number', phone: 'first' },
      { key: 'rate', label: 'Requests/s', type: 'number', phone: 'first' },
      ...(hasMessages
        ? [{ key: 'messages', label: 'Messages/min', type: 'number', phone: 'last' } as const]
        : []),
      { key: 'total', label: 'Total requests', type: 'number', phone: 'last' },
    ],
    isStacked: true,
    isCaptionUnseen: true,
    rows: rows.map((row) => cells(row, names, printed.has(row.scenario))),
    note: [
      project.messages === undefined || !hasMessages
        ? `${how}.`
        : `${how}. Messages are the successful requests of ${project.messages.join(', ')}.`,
      ...clockNote(rows, names),
      ...pauseNote(rows, names),
      ...aroundNote(scenarios),
    ].join(' '),
  };
}

/** Says why a scenario has no rate although its requests are counted. */
function clockNote(rows: readonly ThroughputRow[], names: ReadonlyMap<string, string>): string[] {
  const unclocked = rows.filter(({ isWithoutClock }) => isWithoutClock === true);
  if (unclocked.length === 0) return [];
  const which = unclocked.map(({ scenario }) => names.get(scenario) ?? scenario).join(', ');
  return [
    `No rate for ${which}: its files share no clock, so it is unknown whether they ran at once. In "files" of run.json, give each "startedAt", or "together": true.`,
  ];
}

/** Says which time a rate is over, if the scenario's tests ran one after another. */
function pauseNote(rows: readonly ThroughputRow[], names: ReadonlyMap<string, string>): string[] {
  const paused = rows.filter(({ activeSeconds }) => activeSeconds !== undefined);
  if (paused.length === 0) return [];
  const which = paused.map(({ scenario }) => names.get(scenario) ?? scenario).join(', ');
  return [`${which}: pauses between tests do not count.`];
}

/** Says why some scenarios have no rate. */
function aroundNote(scenarios: RunMeasures['scenarios']): string[] {
  const around = aroundLoad(scenarios);
  return around === null ? [] : [`Requests of ${around} are not part of the load.`];
}

function cells(
  row: ThroughputRow,
  names: ReadonlyMap<string, string>,
  isAsPrinted: boolean,
): Record<string, Cell> {
  const from: Provenance = {
    source: isAsPrinted ? 'reported' : 'exact',
    relativeError: isAsPrinted ? null : 0,
    n: row.totalRequests,
    files: row.files,
    estimator: isAsPrinted ? 'reported by the tool' : 'all requests / (last end − first start)',
  };
  const seen =
    row.maxUsers !== null && row.maxUsers !== row.users ? { note: `${row.maxUsers} observed` } : {};
  return {
    scenario: text(names.get(row.scenario) ?? row.scenario),
    users: row.users === null ? number(row.maxUsers, 'count') : { ...number(row.users, 'count'), ...seen },
    rate: number(row.requestsPerSecond, '1/s', from),
    messages: number(row.messagesPerMinute, '1/min', {
      ...from,
      estimator: 'successful messages per measured minute',
    }),
    total: number(row.totalRequests, 'count', { ...from, estimator: 'count' }),
  };
}
