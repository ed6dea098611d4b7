import { formatNumber } from '../../model/text/format.ts';
import type { CpuMeasures } from '../../model/run-measures.ts';
import type { TableBlock } from '../../model/section.ts';
import { cpuProvenance } from '../measure/resource-provenance.ts';
import { number, text } from './cells.ts';
import { withChart } from './chart-data.ts';
import type { SectionInput, SectionRule } from './section-rule.ts';

export const cpuUsage: SectionRule = {
  id: 'cpu-usage',
  heading: 'CPU usage',
  short: 'CPU',
  ofBenchmarks: 'with-data',
  empty: {
    text: 'CPU use was not measured.',
    hint: 'Add cpu.csv (timestamp, scenario, cpu_percent) or the log of a sampler.',
  },
  blocks: ({ report }: SectionInput) => {
    const { cpu, scenarios } = report.measures;
    if (cpu.length === 0) return [];
    const names = new Map(scenarios.map(({ id, name }) => [id, name]));
    const isAlone = ({ scenario }: CpuMeasures): boolean =>
      cpu.filter((one) => one.scenario === scenario).length === 1;
    const scales = new Set(cpu.map(({ scale }) => scale));
    const table: TableBlock = {
      kind: 'table',
      id: 'cpu',
      caption: 'CPU use per scenario',
      columns: [
        { key: 'scenario', label: 'Scenario', type: 'text' },
        { key: 'average', label: 'Average', type: 'number', unit: '%', phone: 'first' },
        { key: 'peak', label: 'Peak', type: 'number', unit: '%', phone: 'first' },
        { key: 'cores', label: 'Core utilisation', type: 'text', phone: 'last' },
      ],
      isStacked: true,
      isCaptionUnseen: true,
      rows: cpu.map((row) => {
        const from = cpuProvenance(row);
        return {
          scenario: text(
            row.scenario === null ? 'Whole run' : (names.get(row.scenario) ?? row.scenario),
            isAlone(row) ? {} : { note: row.files.join(', ') },
          ),
          average: number(row.averagePercent, 'percent', from.average),
          peak: number(row.peakPercent, 'percent', from.peak),
          cores: text(coreUtilisation(row)),
        };
      }),
      note: [...scales]
        .map((scale) => (scale === 'core' ? '100% is one core.' : '100% is all cores.'))
        .join(' Other rows: '),
    };
    return withChart([table], 'cpu', report.measures);
  },
};

/** "1.7 of 4 cores (43%), busiest 98%". */
export function coreUtilisation({ coresUsed, cores, busiestPercent }: CpuMeasures): string | null {
  if (coresUsed === null) return null;
  const used =
    cores === null
      ? `${formatNumber(coresUsed, 2)} cores`
      : `${formatNumber(coresUsed, 2)} of ${cores} cores (${formatNumber((coresUsed / cores) * 100, 2)}%)`;
  return busiestPercent === null ? used : `${used}, busiest ${formatNumber(busiestPercent, 2)}%`;
}
