import { formatValue } from '../../model/text/format.ts';
import type { Provenance } from '../../model/metrics/metric-value.ts';
import type { ErrorRow } from '../../model/run-measures.ts';
import type { TableBlock } from '../../model/section.ts';
import { intervalText, number, text } from './cells.ts';
import { withChart } from './chart-data.ts';
import type { SectionInput, SectionRule } from './section-rule.ts';

/** Error types named in a row. */
const shownTypes = 3;

export const errorRates: SectionRule = {
  id: 'error-rates',
  heading: 'Error rates',
  short: 'Errors',
  ofBenchmarks: 'never',
  empty: {
    text: 'Errors were not recorded.',
    hint: 'Add a raw file that marks failed requests.',
  },
  blocks: ({ report }: SectionInput) => {
    const { errors, scenarios } = report.measures;
    if (errors.length === 0) return [];
    const names = new Map(scenarios.map(({ id, name }) => [id, name]));
    const table: TableBlock = {
      kind: 'table',
      id: 'errors',
      caption: 'Errors per scenario',
      columns: [
        { key: 'scenario', label: 'Scenario', type: 'text' },
        { key: 'count', label: 'Requests', type: 'number', phone: 'last' },
        { key: 'errors', label: 'Errors', type: 'number', phone: 'last' },
        { key: 'rate', label: 'Error rate', type: 'number', unit: '%', phone: 'first' },
        { key: 'interval', label: '95% interval', type: 'number', unit: '%', phone: 'last' },
        { key: 'types', label: 'Most frequent', type: 'text', phone: 'last' },
      ],
      isStacked: true,
      isCaptionUnseen: true,
      rows: errors.map((row) => {
        const from: Provenance = {
          source: row.source === 'counted' ? 'exact' : 'reported',
          relativeError: row.source === 'counted' ? 0 : null,
          n: row.count,
          files: row.files,
          estimator: 'failed / all requests',
        };
        return {
          scenario: text(names.get(row.scenario) ?? row.scenario),
          count: number(row.count, 'count', from),
          errors: number(row.errors, 'count', from),
          rate: number(row.rate, 'share', from),
          interval: text(intervalText(row.interval, 'share')),
          types: text(typesText(row)),
        };
      }),
      note: 'Wilson intervals. They allow for bursts of errors if request times are known, and for rejected rows, any number of which may have failed.',
    };
    return withChart([table], 'error-rate', report.measures);
  },
};

function typesText({ types }: ErrorRow): string {
  const named = types
    .slice(0, shownTypes)
    .map(({ type, count }) => `${type} (${formatValue(count, 'count')})`);
  const more = types.length - named.length;
  return more > 0 ? `${named.join(', ')} and ${more} more` : named.join(', ');
}
