import type { RunMeasures } from '../../model/run-measures.ts';
import type { TableBlock } from '../../model/section.ts';
import { number, text } from './cells.ts';

/** The rates of endpoints that were each measured by a test of their own; empty if no scenario has several tests. */
export function endpointRates({ throughput, scenarios }: RunMeasures): TableBlock[] {
  const names = new Map(scenarios.map(({ id, name }) => [id, name]));
  const rows = throughput.flatMap(({ scenario, ownRates = [] }) =>
    ownRates.map((one) => ({ ...one, scenario: names.get(scenario) ?? scenario })),
  );
  if (rows.length === 0) return [];
  const isOfSeveral = new Set(rows.map(({ scenario }) => scenario)).size > 1;
  return [
    {
      kind: 'table',
      id: 'throughput-by-endpoint',
      caption: 'Throughput per endpoint',
      columns: [
        { key: 'endpoint', label: 'Endpoint', type: 'text' },
        ...(isOfSeveral
          ? [{ key: 'scenario', label: 'Scenario', type: 'text', phone: 'first' } as const]
          : []),
        { key: 'rate', label: 'Requests/s', type: 'number', phone: 'first' },
        { key: 'total', label: 'Total requests', type: 'number', phone: 'last' },
      ],
      isStacked: true,
      rows: rows.map(({ label, scenario, requestsPerSecond, totalRequests, files }) => ({
        endpoint: text(label),
        ...(isOfSeveral && { scenario: text(scenario) }),
        rate: number(requestsPerSecond, '1/s', {
          source: 'reported',
          relativeError: null,
          n: totalRequests,
          files,
          estimator: 'reported by the tool',
        }),
        total: number(totalRequests, 'count'),
      })),
    },
  ];
}
