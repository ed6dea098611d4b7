import type { SectionInput, SectionRule } from './section-rule.ts';
import type { Block, TableBlock } from '../../model/section.ts';
import { memoryProvenance } from '../measure/resource-provenance.ts';
import { number, text } from './cells.ts';
import { withChart } from './chart-data.ts';
import { otherMeasures } from './other-measures.ts';

export const memoryUsage: SectionRule = {
  id: 'memory-usage',
  heading: 'Memory usage',
  short: 'Memory',
  ofBenchmarks: 'with-data',
  empty: {
    text: 'Memory was not measured.',
    hint: 'Add memory.csv (timestamp, operation, phase, memory_mb) or the log of a sampler.',
  },
  blocks: ({ report }: SectionInput): Block[] => {
    const { kind, memory, measures } = report.measures;
    // Of benchmarks they stand beside their times.
    const perCall =
      kind === 'load' ? otherMeasures(measures, 'memory', 'Memory per call, reported by the tools') : [];
    if (memory.length === 0) return perCall;
    const table: TableBlock = {
      kind: 'table',
      id: 'memory',
      caption: 'Memory per operation',
      columns: [
        { key: 'operation', label: 'Operation', type: 'text' },
        { key: 'base', label: 'Base', type: 'number', unit: 'MB', phone: 'last', phoneLabel: 'base' },
        { key: 'peak', label: 'Peak', type: 'number', unit: 'MB', phone: 'first' },
        { key: 'final', label: 'Final', type: 'number', unit: 'MB', phone: 'last', phoneLabel: 'final' },
        { key: 'delta', label: 'Delta', type: 'number', unit: 'MB', phone: 'last', phoneLabel: 'delta' },
        { key: 'growth', label: 'Growth', type: 'number', unit: '%', phone: 'first' },
        {
          key: 'recovered',
          label: 'GC recovered',
          type: 'number',
          unit: 'MB',
          phone: 'last',
          phoneLabel: 'GC recovered',
        },
      ],
      isStacked: true,
      isCaptionUnseen: true,
      rows: memory.map((row) => {
        const from = memoryProvenance(row);
        return {
          operation: text(row.operation),
          base: number(row.baseMb, 'MB', from.base),
          peak: number(row.peakMb, 'MB', from.peak),
          final: number(row.finalMb, 'MB', from.final),
          delta: number(row.deltaMb, 'MB', from.delta),
          growth: number(row.growth, 'share', from.growth),
          recovered: number(row.gcRecoveredMb, 'MB', from.gcRecovered),
        };
      }),
      note: '1 MB is 1,048,576 bytes. Base: before the operation. Final: after it, before any forced collection. GC recovered: memory freed by a forced collection; a dash without one.',
    };
    return [...withChart([table], 'memory-pattern', report.measures), ...perCall];
  },
};
