import type { Provenance } from '../../model/figure.ts';
import type { ThroughputRow } from '../../model/run-measures.ts';
import type { Cell } from '../../model/section.ts';
import { number, text } from './cells.ts';
import type { SectionInput, SectionRule } from './section-rule.ts';

export const throughput: SectionRule = {
  id: 'throughput',
  heading: 'Throughput',
  short: 'Throughput',
  empty: { text: 'No throughput was measured.', hint: 'Add a raw file of a load tool.' },
  blocks: ({ report, project }: SectionInput) => {
    const { throughput: rows, scenarios } = report.measures;
    if (rows.length === 0) return [];
    const names = new Map(scenarios.map(({ id, name }) => [id, name]));
    return [
      {
        kind: 'table',
        id: 'throughput',
        caption: 'Throughput per scenario',
        columns: [
          { key: 'scenario', label: 'Scenario', type: 'text' },
          { key: 'users', label: 'Users', type: 'number' },
          { key: 'rate', label: 'Requests/s', type: 'number' },
          { key: 'messages', label: 'Messages/min', type: 'number' },
          { key: 'total', label: 'Total requests', type: 'number' },
        ],
        rows: rows.map((row) => cells(row, names)),
        note:
          project.messages === undefined
            ? 'Requests per second are all requests over the time from the first start to the last end. Messages per minute need "messages" in project.json.'
            : `Requests per second are all requests over the time from the first start to the last end; messages are the successful requests of ${project.messages.join(', ')}.`,
      },
    ];
  },
};

function cells(row: ThroughputRow, names: ReadonlyMap<string, string>): Record<string, Cell> {
  const from: Provenance = {
    source: 'exact',
    relativeError: 0,
    n: row.totalRequests,
    files: row.files,
    estimator: 'all requests / (last end − first start)',
  };
  const seen =
    row.maxUsers !== null && row.maxUsers !== row.users ? { note: `${row.maxUsers} seen at most` } : {};
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
